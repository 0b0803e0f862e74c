package dev.sojourn.spring;

import dev.sojourn.policy.ConsentLevel;
import dev.sojourn.policy.Purpose;
import java.util.List;
import java.util.Optional;

/**
 * One place where people are asked.
 *
 * @param name what it is called; recorded with every answer given there
 * @param notice the id of the notice shown there
 * @param purposes what may be asked there
 * @param level how clearly people agree there
 */
record AskingSurface(String name, Optional<String> notice, List<Purpose> purposes, ConsentLevel level) {}
