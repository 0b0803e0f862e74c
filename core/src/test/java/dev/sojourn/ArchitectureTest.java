package dev.sojourn;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The house as built is the house as drawn. */
class ArchitectureTest {

    /** From ground to roof; each is exactly one package. */
    private static final List<String> FLOORS = List.of(
            "dev.sojourn.policy",
            "dev.sojourn.annotation",
            "dev.sojourn.time",
            "dev.sojourn.ledger",
            "dev.sojourn.consent",
            "dev.sojourn.processing",
            "dev.sojourn.retention",
            "dev.sojourn.rights",
            "dev.sojourn.register",
            "dev.sojourn",
            "dev.sojourn.memory");

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.sojourn");

    static Stream<Arguments> floors() {
        return IntStream.range(0, FLOORS.size() - 1)
                .mapToObj(i -> Arguments.of(FLOORS.get(i), FLOORS.subList(i + 1, FLOORS.size())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("floors")
    void usesOnlyTheFloorsBelow(String floor, List<String> above) {
        noClasses()
                .that()
                .resideInAPackage(floor)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(above.toArray(String[]::new))
                .because("a reader who knows the floors below understands this one, and no circle can form")
                .allowEmptyShould(true)
                .check(HOUSE);
    }

    @Test
    void everyClassLivesOnAFloor() {
        classes()
                .should()
                .resideInAnyPackage(FLOORS.toArray(String[]::new))
                .because("a package that is on no floor obeys no rule; draw it in before building it")
                .allowEmptyShould(true)
                .check(HOUSE);
    }

    @Test
    void dependsOnTheJdkAndThreeSmallLibraries() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.sojourn..",
                        "java..",
                        "javax.crypto..",
                        "org.slf4j..",
                        "com.github.benmanes.caffeine..",
                        "org.jspecify..")
                .because("a host embeds the core and must not inherit a framework from it")
                .allowEmptyShould(true)
                .check(HOUSE);
    }

    @Test
    void namesSayWhatAClassIs() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameContaining("Util")
                .orShould()
                .haveSimpleNameEndingWith("DTO")
                .because("such a name says how a class was made, not what it is in the words of the trade")
                .allowEmptyShould(true)
                .check(HOUSE);
    }
}
