package dev.sojourn.spring;

import dev.sojourn.policy.Fault;
import dev.sojourn.policy.FaultyDeclaration;
import dev.sojourn.policy.Policy;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.aop.framework.autoproxy.AbstractBeanFactoryAwareAdvisingPostProcessor;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.beans.factory.SmartInitializingSingleton;

/** Puts the guard around every bean that requires a purpose, and says at the end of start-up what could not be guarded. */
final class PurposeGuardProcessor extends AbstractBeanFactoryAwareAdvisingPostProcessor
        implements SmartInitializingSingleton {

    private static final long serialVersionUID = 1L;

    private final transient Supplier<Policy> policy;
    private final transient Collection<Fault> faults = new ConcurrentLinkedQueue<>();

    PurposeGuardProcessor(PurposeGuard guard, Supplier<Policy> policy) {
        this.policy = policy;
        this.advisor = new DefaultPointcutAdvisor(new Guarded(), guard);
        setBeforeExistingAdvisors(true);
        setProxyTargetClass(true);
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        Class<?> type = AopUtils.getTargetClass(bean);
        check(type);
        // No proxy can be made of a final class: what that leaves unguarded is told with every other fault.
        return Modifier.isFinal(bean.getClass().getModifiers()) && !AopUtils.isAopProxy(bean)
                ? bean
                : super.postProcessAfterInitialization(bean, name);
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (!faults.isEmpty()) {
            throw new FaultyDeclaration("@RequiresPurpose", List.copyOf(faults));
        }
    }

    private void check(Class<?> type) {
        List<RequiresPurpose> onClass = GuardedMethod.on(type);
        Set<String> purposes = new TreeSet<>();
        onClass.forEach(purpose -> purposes.add(purpose.value()));
        for (Method method : methods(type)) {
            List<RequiresPurpose> onMethod = GuardedMethod.on(method);
            if (!onMethod.isEmpty()) {
                onMethod.forEach(purpose -> purposes.add(purpose.value()));
                checkExpressions(element(type, method), onMethod, GuardedMethod.namesOf(method));
                obstacle(type, method)
                        .ifPresent(why -> faults.add(new Fault(
                                element(type, method),
                                "cannot be guarded, because " + why,
                                "make it a method that a proxy can stand before, or ask sojourn.gate() inside it")));
            }
        }
        checkExpressions(type.getName(), onClass, Optional.empty());
        if (!purposes.isEmpty() && onClass.size() > 0 && Modifier.isFinal(type.getModifiers())) {
            faults.add(new Fault(type.getName(), "cannot be guarded, because the class is final", "make it not final"));
        }
        purposes.stream()
                .filter(id -> policy.get().purpose(id).isEmpty()
                        && !policy.get().prohibitions().containsKey(id))
                .forEach(id -> faults.add(new Fault(
                        type.getName(),
                        "requires purpose '" + id + "', which the policy does not name",
                        "declare it, or name one of "
                                + new TreeSet<>(policy.get().purposes().keySet()))));
    }

    private void checkExpressions(String element, List<RequiresPurpose> marks, Optional<Set<String>> names) {
        marks.stream()
                .map(RequiresPurpose::subject)
                .filter(expression -> !expression.isEmpty())
                .forEach(expression -> SubjectExpression.fault(expression, names)
                        .ifPresent(problem -> faults.add(new Fault(
                                element,
                                "says whom it is about by the expression '" + expression + "', which " + problem,
                                "name a parameter, or properties of one, such as #order.customerId"))));
    }

    private static Optional<String> obstacle(Class<?> type, Method method) {
        return Stream.of(
                        Modifier.isPrivate(method.getModifiers()) ? "it is private" : "",
                        Modifier.isStatic(method.getModifiers()) ? "it is static" : "",
                        Modifier.isFinal(method.getModifiers()) ? "it is final" : "",
                        Modifier.isFinal(type.getModifiers()) ? "its class is final" : "")
                .filter(why -> !why.isEmpty())
                .findFirst();
    }

    private static List<Method> methods(Class<?> type) {
        List<Method> methods = new ArrayList<>();
        for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
            methods.addAll(Arrays.asList(at.getDeclaredMethods()));
        }
        return methods;
    }

    private static String element(Class<?> type, Method method) {
        return type.getName() + "." + method.getName();
    }

    /** Methods that require a purpose themselves, and public ones of a class that does. */
    private static final class Guarded extends StaticMethodMatcherPointcut {
        @Override
        public boolean matches(Method method, Class<?> type) {
            Method specific = AopUtils.getMostSpecificMethod(method, type);
            return !GuardedMethod.on(specific).isEmpty()
                    || Modifier.isPublic(specific.getModifiers())
                            && specific.getDeclaringClass() != Object.class
                            && !GuardedMethod.on(type).isEmpty();
        }
    }
}
