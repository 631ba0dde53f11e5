package dialtone.order.soap;

import dialtone.base.Rejection;
import dialtone.order.soap.RequestFields.RequestField;
import jakarta.xml.bind.ValidationEvent;
import jakarta.xml.bind.ValidationEventHandler;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a request has against it by the schema, each with the element at fault. The parser says a broken value twice: first the rule
 * ({@code cvc-pattern-valid}), then the element ({@code cvc-type.3.1.3}); the two become one. Of an element that is missing it says
 * that the next one comes too early; {@link RequestFields} knows which is missing.
 */
final class SchemaViolations implements ValidationEventHandler {

    static final String CODE = "SCHEMA_VIOLATION";
    static final String MISSING = "MISSING";

    /** Of a request that breaks more rules than this only so many are told. */
    private static final int MAX_VIOLATIONS = 20;

    private static final Pattern RULE = Pattern.compile("^cvc-[a-zA-Z0-9.-]+: ");
    private static final Pattern VALUE =
            Pattern.compile("The value '(?<value>.*)' of element '(?<element>[^']+)'", Pattern.DOTALL);
    private static final Pattern INCOMPLETE = Pattern.compile("is not complete\\. One of '(?<element>[^']+)'");
    private static final Pattern OUT_OF_PLACE = Pattern.compile(
            "starting with element '(?<element>[^']+)'|unexpected element \\(.*?local:\"(?<local>[^\"]+)\"");
    private static final Pattern ELEMENT = Pattern.compile("element '(?<element>[^']+)'");

    /** What is wrong: a value, the place of an element, that some are missing, or something that no element is named for. */
    private enum Kind {
        VALUE,
        OUT_OF_PLACE,
        INCOMPLETE,
        OTHER
    }

    /**
     * @param element its name; empty when none is named
     * @param value   that is wrong; empty when it is not about one
     */
    private record Violation(Kind kind, String element, String value, String words) {}

    private final List<Violation> found = new ArrayList<>();
    private @Nullable String ruleOfTheValue;

    /** Always goes on: the request is read to its end, which is not far. */
    @Override
    public boolean handleEvent(ValidationEvent event) {
        if (found.size() < MAX_VIOLATIONS) {
            take(Optional.ofNullable(event.getMessage()).orElse("The value is not valid."));
        }
        return true;
    }

    private void take(String message) {
        String words = RULE.matcher(message).replaceFirst("");
        Matcher value = VALUE.matcher(message);
        Matcher incomplete = INCOMPLETE.matcher(message);
        Matcher outOfPlace = OUT_OF_PLACE.matcher(message);
        Matcher element = ELEMENT.matcher(message);
        if (value.find()) {
            String told = ruleOfTheValue == null ? words : ruleOfTheValue;
            ruleOfTheValue = null;
            found.add(new Violation(Kind.VALUE, localName(value.group("element")), value.group("value"), told));
            return;
        }
        flush();
        if (incomplete.find()) {
            found.add(new Violation(Kind.INCOMPLETE, localName(incomplete.group("element")), "", words));
        } else if (outOfPlace.find()) {
            String named =
                    outOfPlace.group("element") == null ? outOfPlace.group("local") : outOfPlace.group("element");
            addOnce(new Violation(Kind.OUT_OF_PLACE, localName(named), "", words));
        } else if (element.find()) {
            found.add(new Violation(Kind.OTHER, localName(element.group("element")), "", words));
        } else {
            ruleOfTheValue = words;
        }
    }

    /** An element that there is not is met by the schema and by the reader, one after the other. */
    private void addOnce(Violation outOfPlace) {
        if (found.stream()
                .noneMatch(known ->
                        known.kind() == outOfPlace.kind() && known.element().equals(outOfPlace.element()))) {
            found.add(outOfPlace);
        }
    }

    private void flush() {
        if (ruleOfTheValue != null) {
            found.add(new Violation(Kind.OTHER, "", "", ruleOfTheValue));
            ruleOfTheValue = null;
        }
    }

    /**
     * In the order they were found, then what is missing; empty for a valid request.
     *
     * @param fields of the request, as far as it could be read
     */
    List<Rejection> rejections(RequestFields fields) {
        flush();
        if (found.isEmpty()) {
            return List.of();
        }
        Set<RequestField> named = new HashSet<>();
        List<Rejection> rejections = new ArrayList<>();
        List<Violation> ofPlace = new ArrayList<>();
        for (Violation violation : found) {
            if (violation.kind() == Kind.VALUE) {
                Optional<RequestField> field = fieldOf(violation, fields, named);
                field.ifPresent(named::add);
                rejections.add(Rejection.at(
                        field.map(RequestField::path).orElse(violation.element()), CODE, violation.words()));
            } else {
                ofPlace.add(violation);
            }
        }
        List<Rejection> missing = fields.all().stream()
                .filter(field -> field.isMissing() && !named.contains(field))
                .limit(MAX_VIOLATIONS)
                .map(field -> Rejection.at(field.path(), MISSING, "This element is required."))
                .toList();
        ofPlace.stream()
                .filter(violation -> missing.isEmpty() || !isSaidBy(violation, fields))
                .filter(violation -> !violation.element().isEmpty() || rejections.isEmpty())
                .map(violation -> Rejection.at(violation.element(), CODE, violation.words()))
                .distinct()
                .forEach(rejections::add);
        rejections.addAll(missing);
        return List.copyOf(rejections);
    }

    /** That an element is missing makes its parent incomplete, or the next one come too early. */
    private static boolean isSaidBy(Violation violation, RequestFields fields) {
        return switch (violation.kind()) {
            case INCOMPLETE -> true;
            case OUT_OF_PLACE -> fields.knows(violation.element());
            case OTHER -> violation.element().isEmpty();
            case VALUE -> false;
        };
    }

    /** The first element of the name with the value; else one whose value could not even be read. */
    private static Optional<RequestField> fieldOf(Violation violation, RequestFields fields, Set<RequestField> named) {
        String value = collapsed(violation.value());
        Predicate<RequestField> same =
                field -> field.value().map(SchemaViolations::collapsed).equals(Optional.of(value));
        List<RequestField> candidates = fields.all().stream()
                .filter(field -> field.name().equals(violation.element()) && !named.contains(field))
                .toList();
        return candidates.stream()
                .filter(same)
                .findFirst()
                .or(() -> candidates.stream()
                        .filter(field -> field.value().isEmpty())
                        .findFirst());
    }

    private static String collapsed(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    /** {@code {"urn:dialtone:order-entry:v1":customerId, ...}} and {@code tns:customerId} are customerId. */
    private static String localName(String name) {
        String first = name.replaceAll("[{}\"]", "").split(",", 2)[0];
        return first.substring(first.lastIndexOf(':') + 1);
    }
}
