package dialtone.order;

import dialtone.base.Rejection;
import dialtone.catalog.CharacteristicSpecification;
import dialtone.catalog.ProductOffering;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an item answers to its offering's questions, and what is to be said to that. */
final class Answers {

    /** An offering's id that was typed may be anything; a message quotes no more of it than this. */
    private static final int QUOTED = 64;

    private final List<Rejection> refusals;

    Answers(List<Rejection> refusals) {
        this.refusals = refusals;
    }

    /**
     * The answers that are fit, and the defaults of what was not answered.
     *
     * @param given by name
     */
    Map<String, String> of(PlaceOrder.Item item, ProductOffering offering, Map<String, String> given) {
        Map<String, CharacteristicSpecification> questions = new LinkedHashMap<>();
        offering.characteristics().forEach(question -> questions.put(question.name(), question));
        if (given.size() > OrderChecks.MAX_CHARACTERISTICS) {
            refuse(
                    item.field() + ".product.productCharacteristic",
                    "TOO_MANY_CHARACTERISTICS",
                    "An item has at most " + OrderChecks.MAX_CHARACTERISTICS + " characteristics.");
            return Map.of();
        }
        Map<String, String> answers = new LinkedHashMap<>();
        given.forEach((name, value) -> {
            CharacteristicSpecification question = questions.get(name);
            if (question == null) {
                refuse(
                        field(item, name),
                        "UNKNOWN_CHARACTERISTIC",
                        offering.name() + " has no characteristic " + quoted(name) + ".");
            } else if (!value.isBlank() && allowed(item, question, value)) {
                answers.put(name, value);
            }
        });
        for (CharacteristicSpecification question : questions.values()) {
            boolean answered = !given.getOrDefault(question.name(), "").isBlank();
            if (!answered && question.defaultValue().isPresent()) {
                answers.put(question.name(), question.defaultValue().get());
            } else if (!answered && question.required()) {
                refuse(
                        field(item, question.name()),
                        "CHARACTERISTIC_MISSING",
                        offering.name() + " needs " + question.label() + ".");
            }
        }
        return answers;
    }

    private boolean allowed(PlaceOrder.Item item, CharacteristicSpecification question, String value) {
        Optional<Rejection> objection = objection(question, value);
        objection.ifPresent(reason -> refuse(field(item, question.name()), reason.code(), reason.message()));
        return objection.isEmpty();
    }

    /** Why this is no answer: {@code CHARACTERISTIC_TOO_LONG, CHARACTERISTIC_NOT_ALLOWED}. */
    static Optional<Rejection> objection(CharacteristicSpecification question, String value) {
        if (value.length() > OrderChecks.MAX_CHARACTERISTIC) {
            return Optional.of(Rejection.of(
                    "CHARACTERISTIC_TOO_LONG",
                    question.label() + " has at most " + OrderChecks.MAX_CHARACTERISTIC + " characters."));
        }
        if (!question.allowedValues().isEmpty() && !question.allowedValues().contains(value)) {
            return Optional.of(Rejection.of(
                    "CHARACTERISTIC_NOT_ALLOWED",
                    question.label() + " is one of " + String.join(", ", question.allowedValues()) + ", not "
                            + quoted(value) + "."));
        }
        return question.form()
                .filter(form -> !form.fits(value))
                .map(form -> Rejection.of(
                        "CHARACTERISTIC_NOT_ALLOWED",
                        question.label() + ": " + quoted(value) + " does not have the right form. " + form.words()));
    }

    private void refuse(String field, String code, String message) {
        refusals.add(Rejection.at(field, code, message));
    }

    static String field(PlaceOrder.Item item, String characteristic) {
        return item.field() + ".product.productCharacteristic[" + quoted(characteristic) + "]";
    }

    static String quoted(String typed) {
        return typed.length() <= QUOTED ? typed : typed.substring(0, QUOTED) + "...";
    }
}
