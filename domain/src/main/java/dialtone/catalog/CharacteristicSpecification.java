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
 */
public record CharacteristicSpecification(
        String name, String label, boolean required, List<String> allowedValues, Optional<String> defaultValue) {
    public CharacteristicSpecification {
        allowedValues = List.copyOf(allowedValues);
    }
}
