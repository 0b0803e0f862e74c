package dev.sojourn.benchmarks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.casbin.jcasbin.main.Enforcer;
import org.casbin.jcasbin.model.Model;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.caffeine.CaffeineCacheManager;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.core.context.SecurityContextHolder;

/** What an application would pick instead: Spring's cache, method security, a policy engine. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FrameworkChecks {

    /** The answers, as a repository would give them. */
    public static class Answers {
        private final java.util.Map<Checks.Key, Boolean> answers = new HashMap<>();

        /**
         * An answer.
         *
         * @param subject whose
         * @param purpose for what
         * @return whether allowed
         */
        public boolean may(String subject, String purpose) {
            return Boolean.TRUE.equals(answers.get(new Checks.Key(subject, purpose)));
        }
    }

    /** The answers behind a cache. */
    public static class CachedAnswers {
        private final Answers answers;

        /**
         * Over the answers.
         *
         * @param answers the answers
         */
        public CachedAnswers(Answers answers) {
            this.answers = answers;
        }

        /**
         * An answer, remembered.
         *
         * @param subject whose
         * @param purpose for what
         * @return whether allowed
         */
        @Cacheable("answers")
        public boolean may(String subject, String purpose) {
            return answers.may(subject, purpose);
        }
    }

    /** A service that asks before it works. */
    public static class Mailing {

        /**
         * Works for whom it may.
         *
         * @param subject whose
         * @return something
         */
        @PreAuthorize("@answers.may(#subject, 'marketing')")
        public int send(String subject) {
            return subject.length();
        }
    }

    /** The application. */
    @EnableCaching
    @EnableMethodSecurity
    public static class Configuration {

        /**
         * The answers.
         *
         * @return them
         */
        @Bean
        public Answers answers() {
            return new Answers();
        }

        /**
         * The answers behind a cache.
         *
         * @param answers the answers
         * @return them
         */
        @Bean
        public CachedAnswers cachedAnswers(Answers answers) {
            return new CachedAnswers(answers);
        }

        /**
         * The guarded service.
         *
         * @return it
         */
        @Bean
        public Mailing mailing() {
            return new Mailing();
        }

        /**
         * A bounded cache that holds every answer.
         *
         * @return it
         */
        @Bean
        public CaffeineCacheManager cacheManager() {
            CaffeineCacheManager manager = new CaffeineCacheManager();
            manager.setCacheSpecification("maximumSize=10000000");
            return manager;
        }
    }

    /** The application, filled. */
    @State(Scope.Benchmark)
    public static class Application {
        private final AnnotationConfigApplicationContext context =
                new AnnotationConfigApplicationContext(Configuration.class);
        private final CachedAnswers cached = context.getBean(CachedAnswers.class);
        private final Mailing mailing = context.getBean(Mailing.class);
        private String[] allowed = {};

        /**
         * Fills it.
         *
         * @param walk who there is
         */
        @Setup
        public void fill(Walk walk) {
            Answers answers = context.getBean(Answers.class);
            List<String> yes = new ArrayList<>();
            for (int subject = 0; subject < walk.subjects; subject++) {
                for (int purpose = 0; purpose < Walk.PURPOSES.length; purpose++) {
                    answers.answers.put(
                            new Checks.Key(walk.ids[subject], Walk.PURPOSES[purpose]),
                            Walk.isAllowed(subject, purpose));
                    cached.may(walk.ids[subject], Walk.PURPOSES[purpose]);
                }
                if (Walk.isAllowed(subject, 0)) {
                    yes.add(walk.ids[subject]);
                }
            }
            allowed = yes.toArray(String[]::new);
            Walk.settle();
        }
    }

    /** Somebody who logged in. */
    @State(Scope.Thread)
    public static class LogIn {

        /** Logs in. */
        @Setup(Level.Iteration)
        public void logIn() {
            SecurityContextHolder.getContext()
                    .setAuthentication(new TestingAuthenticationToken("user", "x", "ROLE_USER"));
        }
    }

    /** A policy engine with a line for each of 100 answers. */
    @State(Scope.Benchmark)
    public static class Engine {
        private static final int RULES = 100;

        private @Nullable Enforcer enforcer;
        private final Object[][] questions = new Object[1024][];

        /** Fills it. */
        @Setup
        public void fill() {
            Model model = new Model();
            model.addDef("r", "r", "sub, obj");
            model.addDef("p", "p", "sub, obj");
            model.addDef("e", "e", "some(where (p.eft == allow))");
            model.addDef("m", "m", "r.sub == p.sub && r.obj == p.obj");
            Enforcer filled = new Enforcer(model);
            filled.enableLog(false);
            List<List<String>> lines = new ArrayList<>();
            for (int rule = 0; rule < RULES; rule++) {
                lines.add(List.of(Walk.id(rule / 4), Walk.PURPOSES[rule & 3]));
            }
            filled.addPolicies(lines);
            for (int question = 0; question < questions.length; question++) {
                questions[question] =
                        new Object[] {Walk.id((question * 7919) % (RULES / 4)), Walk.PURPOSES[question & 3]};
            }
            enforcer = filled;
        }
    }

    /**
     * Spring's cache.
     *
     * @param application the application
     * @param walk the walk
     * @param place where on it
     * @return the answer
     */
    @Benchmark
    public boolean cacheable(Application application, Walk walk, Walk.Place place) {
        int step = place.step(walk);
        return application.cached.may(walk.ids[step >>> 2], Walk.PURPOSES[step & 3]);
    }

    /**
     * Method security that asks a bean.
     *
     * @param application the application
     * @param logIn who asks
     * @param walk the walk
     * @param place where on it
     * @return the work's result
     */
    @Benchmark
    public int preAuthorize(Application application, LogIn logIn, Walk walk, Walk.Place place) {
        return application.mailing.send(application.allowed[place.step(walk) % application.allowed.length]);
    }

    /**
     * The policy engine.
     *
     * @param engine the engine
     * @param walk the walk
     * @param place where on it
     * @return the answer
     */
    @Benchmark
    public boolean jcasbin(Engine engine, Walk walk, Walk.Place place) {
        Enforcer enforcer = engine.enforcer;
        return enforcer != null && enforcer.enforce(engine.questions[place.step(walk) & 1023]);
    }
}
