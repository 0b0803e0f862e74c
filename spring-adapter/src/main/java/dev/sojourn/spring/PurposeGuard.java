package dev.sojourn.spring;

import dev.sojourn.Sojourn;
import dev.sojourn.processing.Decision;
import dev.sojourn.processing.DenialReason;
import dev.sojourn.processing.ProcessingDenied;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodClassKey;

/** Asks, then lets the call pass or refuses it; judged on the calling thread at the time of the call. */
final class PurposeGuard implements MethodInterceptor {

    private final Supplier<Sojourn> sojourn;
    private final Supplier<SubjectResolver> resolver;
    private final Supplier<Enforcement> enforcement;
    private final Supplier<Standings> standings;
    private final Runnable mayBeTold;
    private final Map<MethodClassKey, GuardedMethod> methods = new ConcurrentHashMap<>();

    PurposeGuard(
            Supplier<Sojourn> sojourn,
            Supplier<SubjectResolver> resolver,
            Supplier<Enforcement> enforcement,
            Supplier<Standings> standings,
            Runnable mayBeTold) {
        this.sojourn = sojourn;
        this.resolver = resolver;
        this.enforcement = enforcement;
        this.standings = standings;
        this.mayBeTold = mayBeTold;
    }

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        Object bean = invocation.getThis();
        Method method = invocation.getMethod();
        Class<?> type = bean == null ? method.getDeclaringClass() : bean.getClass();
        GuardedMethod guarded =
                methods.computeIfAbsent(new MethodClassKey(method, type), key -> GuardedMethod.of(method, type));
        for (GuardedMethod.Required required : guarded.required(invocation.getArguments(), resolver.get())) {
            check(required);
        }
        return invocation.proceed();
    }

    private void check(GuardedMethod.Required required) {
        Decision decision = required.subject()
                .map(subject -> standings.get().of(subject).decide(required.purpose()))
                .orElseGet(() -> nobody(required.purpose()));
        boolean denies = enforcement.get().denies(required.subject(), decision);
        if (denies && decision instanceof Decision.Denied denied) {
            if (required.subject().isPresent() && isTheirOwn(required)) {
                mayBeTold.run();
            }
            throw new ProcessingDenied(denied);
        }
    }

    /** Why somebody is denied is itself personal: an objection, a restriction. Only they may read it. */
    private boolean isTheirOwn(GuardedMethod.Required required) {
        return !required.named() || resolver.get().current().equals(required.subject());
    }

    /** A call about nobody that is known is denied on every basis, as one about somebody never asked. */
    private Decision nobody(String purpose) {
        DenialReason reason = sojourn.get().policy().purpose(purpose).isPresent()
                ? DenialReason.NOT_CONCERNED
                : DenialReason.UNKNOWN_PURPOSE;
        return new Decision.Denied(purpose, reason, Optional.empty(), Optional.empty());
    }
}
