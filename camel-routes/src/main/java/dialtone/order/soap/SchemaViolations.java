package dialtone.order.soap;

import dialtone.base.Rejection;
import jakarta.xml.bind.ValidationEvent;
import jakarta.xml.bind.ValidationEventHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a request has against it by the schema, each with the element at fault. The parser says a broken value twice: first the rule
 * ({@code cvc-pattern-valid}), then the element ({@code cvc-type.3.1.3}); the two become one.
 */
final class SchemaViolations implements ValidationEventHandler {

    static final String CODE = "SCHEMA_VIOLATION";

    /** A request that breaks more rules than this is read no further. */
    private static final int MAX_VIOLATIONS = 20;

    private static final Pattern RULE = Pattern.compile("^cvc-[a-zA-Z0-9.-]+: ");
    private static final Pattern ELEMENT = Pattern.compile("element '([^']+)'");
    private static final Pattern MISSING = Pattern.compile("is not complete\\. One of '([^']+)'");

    private final List<Rejection> found = new ArrayList<>();
    private @Nullable String ruleOfTheValue;

    @Override
    public boolean handleEvent(ValidationEvent event) {
        String message = Optional.ofNullable(event.getMessage()).orElse("The value is not valid.");
        String words = RULE.matcher(message).replaceFirst("");
        Optional<String> element = element(message);
        if (element.isEmpty()) {
            flush();
            ruleOfTheValue = words;
        } else {
            found.add(Rejection.at(element.get(), CODE, ruleOfTheValue == null ? words : ruleOfTheValue));
            ruleOfTheValue = null;
        }
        return found.size() < MAX_VIOLATIONS;
    }

    /** In the order they were found; empty for a valid request. */
    List<Rejection> rejections() {
        flush();
        return List.copyOf(found);
    }

    private void flush() {
        if (ruleOfTheValue != null) {
            found.add(Rejection.of(CODE, ruleOfTheValue));
            ruleOfTheValue = null;
        }
    }

    private static Optional<String> element(String message) {
        Matcher missing = MISSING.matcher(message);
        if (missing.find()) {
            return Optional.of(localName(missing.group(1)));
        }
        Matcher element = ELEMENT.matcher(message);
        return element.find() ? Optional.of(localName(element.group(1))) : Optional.empty();
    }

    /** {@code {"urn:dialtone:order-entry:v1":customerId, ...}} and {@code tns:customerId} are customerId. */
    private static String localName(String name) {
        String first = name.replaceAll("[{}\"]", "").split(",", 2)[0];
        return first.substring(first.lastIndexOf(':') + 1);
    }
}
