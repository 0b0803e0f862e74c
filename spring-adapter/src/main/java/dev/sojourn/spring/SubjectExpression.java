package dev.sojourn.spring;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.expression.Expression;
import org.springframework.expression.ParseException;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.ast.Assign;
import org.springframework.expression.spel.ast.BeanReference;
import org.springframework.expression.spel.ast.ConstructorReference;
import org.springframework.expression.spel.ast.MethodReference;
import org.springframework.expression.spel.ast.OpDec;
import org.springframework.expression.spel.ast.OpInc;
import org.springframework.expression.spel.ast.TypeReference;
import org.springframework.expression.spel.ast.VariableReference;
import org.springframework.expression.spel.standard.SpelExpressionParser;

/**
 * The expressions of {@link RequiresPurpose#subject}: they read parameters and their properties. What reaches further is
 * refused when the application starts, and would find nothing to reach when it is evaluated.
 */
final class SubjectExpression {

    private static final SpelExpressionParser PARSER = new SpelExpressionParser();
    private static final Pattern BY_NUMBER = Pattern.compile("[ap]\\d{1,3}");
    private static final Set<Class<?>> OUT_OF_REACH = Set.of(
            TypeReference.class,
            BeanReference.class,
            ConstructorReference.class,
            MethodReference.class,
            Assign.class,
            OpInc.class,
            OpDec.class);

    private SubjectExpression() {}

    static Expression parsed(String expression) {
        return PARSER.parseExpression(expression);
    }

    /** What is wrong with an expression: whether it can be read, what it reaches, and which parameters there are. */
    static Optional<String> fault(String expression, Optional<Set<String>> names) {
        try {
            return fault(PARSER.parseRaw(expression).getAST(), names);
        } catch (ParseException e) {
            return Optional.of("cannot be read");
        }
    }

    private static Optional<String> fault(SpelNode node, Optional<Set<String>> names) {
        if (OUT_OF_REACH.contains(node.getClass())) {
            return Optional.of("reaches beyond the parameters");
        }
        if (node instanceof VariableReference) {
            String name = node.toStringAST().substring(1);
            boolean known = names.map(all -> all.contains(name)).orElse(true)
                    || BY_NUMBER.matcher(name).matches();
            if (!known) {
                return Optional.of("names no parameter of the method");
            }
        }
        for (int i = 0; i < node.getChildCount(); i++) {
            Optional<String> within = fault(node.getChild(i), names);
            if (within.isPresent()) {
                return within;
            }
        }
        return Optional.empty();
    }
}
