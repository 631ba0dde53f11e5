package dialtone.usage.tmf;

import dialtone.catalog.UsageType;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** TMF635 UsageSpecification: what a usage of a type says. There is one for each type of use, and they come with the server. */
public record UsageSpecificationView(
        String id,
        String href,
        String name,
        String description,
        String lifecycleStatus,
        Boolean isBundle,
        List<CharacteristicView> specCharacteristic,
        @JsonbProperty("@type") String type) {

    /** TMF635 CharacteristicSpecification. */
    public record CharacteristicView(
            String name, String description, String valueType, int minCardinality, int maxCardinality) {}

    static List<UsageSpecificationView> all() {
        return Arrays.stream(UsageType.values()).map(UsageSpecificationView::of).toList();
    }

    private static UsageSpecificationView of(UsageType type) {
        String id = type.name().toLowerCase(Locale.ROOT);
        return new UsageSpecificationView(
                id,
                "/tmf-api/usageManagement/v4/usageSpecification/" + id,
                type.name(),
                "Use of type " + type.name() + ", counted in its base unit, the " + type.unit(),
                "Active",
                false,
                List.of(
                        new CharacteristicView(
                                "source", "Who counted it; without it the login that reports", "string", 0, 1),
                        new CharacteristicView(
                                "sequence", "Of the source; the same again is the same record", "integer", 1, 1),
                        new CharacteristicView("msisdn", "Who pays: an international number", "string", 1, 1),
                        new CharacteristicView("quantity", "Base units: " + type.unit() + "s", "integer", 1, 1),
                        new CharacteristicView("peer", "Called number, or access point", "string", 0, 1),
                        new CharacteristicView(
                                "visitedNetwork", "Network it was made in, MCC and MNC; none at home", "string", 0, 1)),
                "UsageSpecification");
    }
}
