package dev.sojourn.spring;

import dev.sojourn.policy.DataSubject;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.core.annotation.RepeatableContainers;
import org.springframework.expression.Expression;
import org.springframework.expression.spel.support.SimpleEvaluationContext;

/** What a method's annotations require, read once. */
final class GuardedMethod {

    private static final ParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

    private final List<Demand> demands;
    private final String @Nullable [] names;

    private GuardedMethod(List<Demand> demands, String @Nullable [] names) {
        this.demands = demands;
        this.names = names;
    }

    /**
     * One purpose required, of one subject.
     *
     * @param purpose the purpose's id
     * @param expression who it is about, by expression
     * @param parameter who it is about, by parameter; -1 for the resolver
     * @param kind the namespace of an identifier
     */
    private record Demand(String purpose, Optional<Expression> expression, int parameter, String kind) {}

    /** What is required of a call: of nobody, where whom it is about was not said. */
    record Required(String purpose, Optional<DataSubject> subject, boolean named) {}

    /** A method's own annotations and those of its class; those of the method replace none of the class. */
    static GuardedMethod of(Method method, Class<?> target) {
        Marked marked = marked(method);
        List<Demand> demands = Stream.concat(on(method).stream(), on(target).stream())
                .map(purpose -> purpose.subject().isEmpty()
                        ? new Demand(purpose.value(), Optional.empty(), marked.index, marked.kind)
                        : new Demand(
                                purpose.value(),
                                Optional.of(SubjectExpression.parsed(purpose.subject())),
                                -1,
                                purpose.kind()))
                .distinct()
                .toList();
        return new GuardedMethod(demands, NAMES.getParameterNames(method));
    }

    static List<RequiresPurpose> on(AnnotatedElement element) {
        return MergedAnnotations.from(
                        element, SearchStrategy.TYPE_HIERARCHY, RepeatableContainers.standardRepeatables())
                .stream(RequiresPurpose.class)
                .map(annotation -> annotation.synthesize())
                .toList();
    }

    /** The names of a method's parameters; empty where the compiler did not keep them. */
    static Optional<Set<String>> namesOf(Method method) {
        return Optional.ofNullable(NAMES.getParameterNames(method)).map(Set::of);
    }

    Set<String> purposes() {
        return demands.stream().map(Demand::purpose).collect(Collectors.toUnmodifiableSet());
    }

    /** Whom each purpose is required of in this call. */
    List<Required> required(@Nullable Object[] arguments, SubjectResolver resolver) {
        return demands.stream()
                .map(demand -> demand.expression.isEmpty() && demand.parameter < 0
                        ? new Required(demand.purpose, resolver.current(), false)
                        : new Required(demand.purpose, subject(value(demand, arguments), demand.kind), true))
                .toList();
    }

    private @Nullable Object value(Demand demand, @Nullable Object[] arguments) {
        return demand.expression.isPresent()
                ? demand.expression.get().getValue(context(arguments))
                : arguments[demand.parameter];
    }

    /** Properties of the parameters may be read; types, beans, constructors and methods are out of reach. */
    private SimpleEvaluationContext context(@Nullable Object[] arguments) {
        SimpleEvaluationContext context =
                SimpleEvaluationContext.forReadOnlyDataBinding().build();
        for (int i = 0; i < arguments.length; i++) {
            context.setVariable("p" + i, arguments[i]);
            context.setVariable("a" + i, arguments[i]);
            if (names != null) {
                context.setVariable(names[i], arguments[i]);
            }
        }
        return context;
    }

    private static Optional<DataSubject> subject(@Nullable Object value, String kind) {
        if (value instanceof DataSubject subject) {
            return Optional.of(subject);
        }
        if (value instanceof Optional<?> optional) {
            return optional.flatMap(inner -> subject(inner, kind));
        }
        if (!(value instanceof CharSequence || value instanceof Number || value instanceof UUID)
                || value.toString().isBlank()) {
            return Optional.empty();
        }
        DataSubject subject = DataSubject.of(value.toString());
        return Optional.of(kind.isEmpty() ? subject : subject.as(kind));
    }

    private record Marked(int index, String kind) {}

    private static Marked marked(Method method) {
        Annotation[][] parameters = method.getParameterAnnotations();
        for (int i = 0; i < parameters.length; i++) {
            for (Annotation annotation : parameters[i]) {
                if (annotation instanceof Subject subject) {
                    return new Marked(i, subject.kind());
                }
            }
        }
        return new Marked(-1, "");
    }
}
