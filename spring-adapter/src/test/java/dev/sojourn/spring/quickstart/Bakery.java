package dev.sojourn.spring.quickstart;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** A new application: our dependency, a few lines of YAML, one annotated entity, one guarded service. */
@SpringBootApplication
public class Bakery {}
