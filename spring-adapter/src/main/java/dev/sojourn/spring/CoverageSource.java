package dev.sojourn.spring;

import dev.sojourn.register.PersonalDataModel;

/** Tells what personal data is held under which rules, where the application has a persistence unit. */
@FunctionalInterface
interface CoverageSource {

    PersonalDataModel coverage();
}
