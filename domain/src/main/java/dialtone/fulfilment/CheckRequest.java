package dialtone.fulfilment;

import dialtone.catalog.OfferingId;
import dialtone.catalog.ServiceSpecification.ResourceKind;
import dialtone.order.OrderId;
import dialtone.party.CustomerId;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the dependency checks of an order need to know of it.
 *
 * @param items           what is ordered
 * @param activeOfferings offerings of the products that are active with the customer
 * @param networkProfile  profile of the ordered plan, such as {@code mobile-data-m}; empty when the order holds no plan
 * @param devices         what the ordered devices can do
 * @param needs           what the order will reserve, and how much of it is free
 */
public record CheckRequest(
        OrderId order,
        Applicant applicant,
        List<Item> items,
        Set<OfferingId> activeOfferings,
        Optional<String> networkProfile,
        List<Device> devices,
        List<ResourceNeed> needs) {

    public CheckRequest {
        items = List.copyOf(items);
        activeOfferings = Set.copyOf(activeOfferings);
        devices = List.copyOf(devices);
        needs = List.copyOf(needs);
    }

    /**
     * Who orders, and where the service will be used.
     *
     * @param postalCode of the customer's address, asked for coverage
     */
    public record Applicant(CustomerId customer, String name, Optional<LocalDate> birthDate, String postalCode) {}

    /** @param requires offerings of which one must be in the same order or active with the customer; empty: none */
    public record Item(String itemId, OfferingId offering, String offeringName, Set<OfferingId> requires) {
        public Item {
            requires = Set.copyOf(requires);
        }
    }

    /**
     * @param model           such as {@code fairphone-5}
     * @param networkProfiles the profiles it can be used with; empty: all
     */
    public record Device(String model, Set<String> networkProfiles) {
        public Device {
            networkProfiles = Set.copyOf(networkProfiles);
        }
    }

    /**
     * @param variant kind of SIM ({@code PHYSICAL}, {@code ESIM}) or device model; empty for a number
     * @param count   how many the order takes
     * @param free    how many there are to take
     */
    public record ResourceNeed(ResourceKind kind, String variant, int count, long free) {}
}
