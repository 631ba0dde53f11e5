package dialtone.order.console;

import dialtone.base.Rejection;
import dialtone.catalog.CharacteristicSpecification;
import dialtone.catalog.ProductOffering;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Why something is refused, each reason at the place of the page where it can be mended; {@link #TOP} when there is none. */
record Refusals(Map<String, List<Rejection>> byPlace) implements Serializable {
    static final String TOP = "";
    static final Refusals NONE = new Refusals(Map.of());

    /** Fields of the customer form, the longest name first where one contains another. */
    private static final List<String> CUSTOMER_FIELDS = List.of(
            "givenName", "familyName", "birthDate", "email", "phone", "street", "postalCode", "city", "country");

    static Refusals at(String place, String message) {
        return new Refusals(Map.of(place, List.of(Rejection.at(place, "MISSING", message))));
    }

    /** @param reasons of creating a customer; their fields end with the name of the form's */
    static Refusals ofCustomer(List<Rejection> reasons) {
        Map<String, List<Rejection>> byPlace = new LinkedHashMap<>();
        for (Rejection reason : reasons) {
            String place = CUSTOMER_FIELDS.stream()
                    .filter(name -> reason.field().toLowerCase(Locale.ROOT).endsWith(name.toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .map(name -> "customer." + name)
                    .orElse(reason.field().isEmpty() ? TOP : "customer");
            byPlace.computeIfAbsent(place, none -> new ArrayList<>()).add(reason);
        }
        return new Refusals(byPlace);
    }

    /**
     * @param reasons  of an order; the field of one that is about an item begins with the offering's id, which the desk gave
     *                 the item as its field
     * @param offerings of the items
     */
    static Refusals ofOrder(List<Rejection> reasons, List<ProductOffering> offerings) {
        Map<String, List<Rejection>> byPlace = new LinkedHashMap<>();
        for (Rejection reason : reasons) {
            byPlace.computeIfAbsent(place(reason.field(), offerings), none -> new ArrayList<>())
                    .add(reason);
        }
        return new Refusals(byPlace);
    }

    private static String place(String field, List<ProductOffering> offerings) {
        for (ProductOffering offering : offerings) {
            String item = offering.id().value();
            if (field.equals(item) || field.startsWith(item + ".") || field.startsWith(item + "[")) {
                return offering.characteristics().stream()
                        .filter(characteristic -> names(field.substring(item.length()), characteristic))
                        .findFirst()
                        .map(characteristic -> OfferingCard.key(offering, characteristic))
                        .orElse(item);
            }
        }
        String lower = field.toLowerCase(Locale.ROOT);
        return lower.contains("customer") || lower.contains("relatedparty") || lower.contains("billingaccount")
                ? "customer"
                : TOP;
    }

    private static boolean names(String path, CharacteristicSpecification characteristic) {
        return List.of(path.split("[.\\[\\]'\"]+")).contains(characteristic.name());
    }

    boolean isEmpty() {
        return byPlace.isEmpty();
    }

    List<Rejection> at(String place) {
        return byPlace.getOrDefault(place, List.of());
    }
}
