package dialtone.pool;

import dialtone.catalog.ServiceSpecification.ResourceKind;
import java.util.Map;
import java.util.Optional;

/**
 * One resource that an order item needs.
 *
 * @param itemId  of the order item
 * @param variant which kind of it: {@value #MOBILE} for an MSISDN, {@code physical} or {@code esim} for a SIM,
 *                {@code model/colour} for a device; at most 128 characters
 * @param wanted  that very one and no other; empty when any will do
 */
public record ResourceNeed(String itemId, ResourceKind kind, String variant, Optional<String> wanted) {

    /** The one variant of MSISDN. */
    public static final String MOBILE = "mobile";

    /** Characteristic that names the MSISDN which an item wants. */
    public static final String WANTED_MSISDN = "wantedMsisdn";

    /** Characteristics that say which variant an item needs. */
    public static final String SIM_TYPE = "simType";

    public static final String DEVICE_MODEL = "deviceModel";
    public static final String DEVICE_COLOUR = "deviceColour";

    /** Any of that variant. */
    public ResourceNeed(String itemId, ResourceKind kind, String variant) {
        this(itemId, kind, variant, Optional.empty());
    }

    /**
     * @param characteristics of the item, defaults filled in
     * @throws IllegalArgumentException if they do not say which variant
     */
    public static ResourceNeed of(String itemId, ResourceKind kind, Map<String, String> characteristics) {
        String variant = switch (kind) {
            case MSISDN -> MOBILE;
            case SIM -> answer(characteristics, SIM_TYPE);
            case DEVICE -> answer(characteristics, DEVICE_MODEL) + "/" + answer(characteristics, DEVICE_COLOUR);
        };
        return new ResourceNeed(
                itemId,
                kind,
                variant,
                Optional.ofNullable(characteristics.get(WANTED_MSISDN)).filter(asked -> kind == ResourceKind.MSISDN));
    }

    private static String answer(Map<String, String> characteristics, String name) {
        String value = characteristics.get(name);
        if (value == null) {
            throw new IllegalArgumentException("An offering that needs this resource asks for " + name);
        }
        return value;
    }
}
