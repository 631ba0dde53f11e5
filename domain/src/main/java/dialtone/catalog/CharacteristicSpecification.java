package dialtone.catalog;

import java.util.List;
import java.util.Optional;

/**
 * A question an order answers about a product: simType, deviceColour.
 *
 * @param name          camelCase, at most 64 characters
 * @param label         as a CSR reads it
 * @param required      an order without it (and without a default) is refused
 * @param allowedValues empty when any text up to 255 characters will do
 * @param defaultValue  taken when the order does not say
 * @param form          what an answer has to look like; empty when anything will do
 * @param correctable   names of the services whose steps tell the network the answer: until the first of them has, a person may correct it
 *                      and nothing else changes. None when the answer decides what is delivered or charged
 */
public record CharacteristicSpecification(
        String name,
        String label,
        boolean required,
        List<String> allowedValues,
        Optional<String> defaultValue,
        Optional<AnswerForm> form,
        List<String> correctable) {
    public CharacteristicSpecification {
        allowedValues = List.copyOf(allowedValues);
        correctable = List.copyOf(correctable);
    }

    /** One of any form that is not corrected. */
    public CharacteristicSpecification(
            String name, String label, boolean required, List<String> allowedValues, Optional<String> defaultValue) {
        this(name, label, required, allowedValues, defaultValue, Optional.empty(), List.of());
    }
}
