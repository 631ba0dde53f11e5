package dialtone.fulfilment;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.catalog.DeviceModel;
import dialtone.catalog.OfferingId;
import dialtone.catalog.ProductOffering.Role;
import dialtone.catalog.ServiceSpecification.ResourceKind;
import dialtone.fulfilment.CheckRequest.Item;
import dialtone.order.OrderId;
import dialtone.party.Address;
import dialtone.party.CustomerId;
import dialtone.pool.FreeCount;
import dialtone.pool.ResourceNeed;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DependencyRulesTest {

    private static final DeviceModel FAIRLINE =
            new DeviceModel("fairline-5", "Fairline 5", List.of("esim"), List.of("mobile-data-m"));
    private static final OfferingId PLAN = new OfferingId("mobile-sim-only-m");
    private static final OfferingId ADD_ON = new OfferingId("roaming-pack");

    @ParameterizedTest(name = "profile {0}, SIM {1}: {2}")
    @CsvSource({
        "mobile-data-m, esim, OK",
        "mobile-data-xl, esim, DEVICE_INCOMPATIBLE",
        "mobile-data-m, physical, DEVICE_INCOMPATIBLE"
    })
    void aDeviceFitsWhenItRunsTheProfileAndTakesTheSim(String profile, String simType, String code) {
        Item device = new Item(
                "2",
                new OfferingId("handset"),
                "Fairline 5",
                Role.DEVICE,
                List.of(),
                Map.of(),
                Optional.of(profile),
                Optional.of(simType),
                Optional.of(FAIRLINE));
        assertThat(DependencyRules.deviceCompatibility(request(Set.of(), List.of(), device))
                        .code())
                .isEqualTo(code);
    }

    @Test
    void anOrderWithoutADeviceIsCompatible() {
        assertThat(DependencyRules.deviceCompatibility(request(Set.of(), List.of(), item(PLAN, List.of())))
                        .code())
                .isEqualTo("OK");
    }

    @Test
    void aPrerequisiteIsMetByTheOrderOrByTheCustomersProducts() {
        Item addOn = item(ADD_ON, List.of(PLAN));
        assertThat(DependencyRules.prerequisiteProducts(request(Set.of(), List.of(), addOn)))
                .isEqualTo(CheckResult.refused(
                        "prerequisite-products",
                        "PREREQUISITE_MISSING",
                        "roaming-pack needs one of mobile-sim-only-m, in this order or active with the customer."));
        assertThat(DependencyRules.prerequisiteProducts(request(Set.of(), List.of(), item(PLAN, List.of()), addOn))
                        .code())
                .isEqualTo("OK");
        assertThat(DependencyRules.prerequisiteProducts(request(Set.of(PLAN), List.of(), addOn))
                        .code())
                .isEqualTo("OK");
    }

    @ParameterizedTest(name = "{0} numbers, {1} eSIMs, {2} devices free: {3}")
    @CsvSource({"2, 2, 1, OK", "1, 2, 1, NUMBER_UNAVAILABLE", "2, 1, 1, SIM_UNAVAILABLE", "2, 2, 0, DEVICE_UNAVAILABLE"
    })
    void twoLinesAndADeviceNeedTwoNumbersTwoSimsAndADevice(long numbers, long sims, long devices, String code) {
        List<ResourceNeed> needs = List.of(
                new ResourceNeed("1", ResourceKind.MSISDN, ResourceNeed.MOBILE),
                new ResourceNeed("1", ResourceKind.SIM, "esim"),
                new ResourceNeed("2", ResourceKind.MSISDN, ResourceNeed.MOBILE),
                new ResourceNeed("2", ResourceKind.SIM, "esim"),
                new ResourceNeed("3", ResourceKind.DEVICE, "fairline-5/black"));
        List<FreeCount> pools = List.of(
                new FreeCount(ResourceKind.MSISDN, ResourceNeed.MOBILE, numbers),
                new FreeCount(ResourceKind.SIM, "esim", sims),
                new FreeCount(ResourceKind.SIM, "physical", 9),
                new FreeCount(ResourceKind.DEVICE, "fairline-5/black", devices));
        assertThat(DependencyRules.resourcesFree(request(Set.of(), needs), pools)
                        .code())
                .isEqualTo(code);
    }

    @Test
    void aPoolThatIsNotCountedIsEmpty() {
        List<ResourceNeed> needs = List.of(new ResourceNeed("1", ResourceKind.SIM, "esim"));
        assertThat(DependencyRules.resourcesFree(request(Set.of(), needs), List.of()))
                .isEqualTo(CheckResult.refused(
                        "sim-and-number", "SIM_UNAVAILABLE", "The order takes 1 SIMs of type esim and 0 are free."));
    }

    private static Item item(OfferingId offering, List<OfferingId> requires) {
        return new Item(
                offering.value(),
                offering,
                offering.value(),
                Role.PLAN,
                requires,
                Map.of(),
                Optional.of("mobile-data-m"),
                Optional.of("esim"),
                Optional.empty());
    }

    private static CheckRequest request(Set<OfferingId> active, List<ResourceNeed> needs, Item... items) {
        return new CheckRequest(
                new OrderId("ORD-1"),
                new CustomerId("CUS-1"),
                "Ada Lovelace",
                LocalDate.of(1985, 12, 10),
                new Address("Invalidenstr. 1", "10115", "Berlin", "DE"),
                List.of(items),
                needs,
                active);
    }
}
