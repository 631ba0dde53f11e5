package dialtone.fulfilment;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.catalog.Catalog;
import dialtone.catalog.CharacteristicSpecification;
import dialtone.catalog.DeviceModel;
import dialtone.catalog.OfferingId;
import dialtone.catalog.ProductOffering;
import dialtone.catalog.ProductOffering.Role;
import dialtone.catalog.ServiceSpecification.ResourceKind;
import dialtone.fulfilment.CheckRequest.Item;
import dialtone.party.Address;
import dialtone.party.CustomerId;
import dialtone.pool.FreeCount;
import dialtone.pool.ResourceNeed;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DependencyRulesTest {

    private static final DeviceModel FAIRLINE =
            new DeviceModel("fairline-5", "Fairline 5", List.of("esim"), List.of("mobile-data-m"));
    private static final DeviceModel PEBBLE =
            new DeviceModel("pebble-2", "Pebble 2", List.of("physical"), List.of("mobile-data-m", "mobile-data-xl"));
    private static final OfferingId PLAN = new OfferingId("mobile-sim-only-m");
    private static final OfferingId ADD_ON = new OfferingId("roaming-pack");
    private static final CharacteristicSpecification SIM =
            new CharacteristicSpecification("simType", "SIM", false, List.of("physical", "esim"), Optional.of("esim"));
    private static final Catalog CATALOG = new Catalog(
            "1",
            List.of(
                    offering(PLAN.value(), Role.PLAN, List.of(), SIM),
                    offering(ADD_ON.value(), Role.ADD_ON, List.of(new OfferingId("no-roaming"))),
                    offering("no-roaming", Role.ADD_ON, List.of()),
                    offering(
                            "handset",
                            Role.DEVICE,
                            List.of(),
                            new CharacteristicSpecification(
                                    "deviceModel", "Model", false, List.of("fairline-5"), Optional.of("fairline-5")),
                            new CharacteristicSpecification(
                                    "deviceColour", "Colour", true, List.of("black", "sage"), Optional.empty())),
                    offering(
                            "small-handset",
                            Role.DEVICE,
                            List.of(),
                            new CharacteristicSpecification(
                                    "deviceModel", "Model", false, List.of("pebble-2"), Optional.of("pebble-2")))),
            List.of(),
            List.of(),
            List.of(FAIRLINE, PEBBLE));

    private static ProductOffering offering(
            String id, Role role, List<OfferingId> excludes, CharacteristicSpecification... questions) {
        return new ProductOffering(
                new OfferingId(id),
                id,
                id,
                role,
                id,
                List.of(questions),
                List.of(),
                new ProductOffering.Relations(List.of(), excludes, Optional.empty()),
                ProductOffering.Terms.NONE);
    }

    @ParameterizedTest(name = "profile {0}, SIM {1}: {2}")
    @CsvSource({
        "mobile-data-m, esim, OK, ''",
        "mobile-data-xl, physical, 'DEVICE_INCOMPATIBLE DEVICE_INCOMPATIBLE DEVICE_INCOMPATIBLE', 'small-handset, small-handset, SIM esim'",
        "mobile-data-xl, esim, DEVICE_INCOMPATIBLE, ''",
        "mobile-data-m, physical, 'DEVICE_INCOMPATIBLE DEVICE_INCOMPATIBLE', 'small-handset, SIM esim'"
    })
    void aDeviceFitsWhenItRunsTheProfileAndTakesTheSimElseOthersAreNamed(
            String profile, String simType, String codes, String instead) {
        Item plan = new Item(
                "1",
                PLAN,
                "Mobile M",
                Role.PLAN,
                Optional.empty(),
                List.of(),
                Map.of("simType", simType),
                Optional.of(profile),
                Optional.of(simType),
                Optional.empty(),
                Optional.empty(),
                List.of());
        List<CheckResult> found = DependencyRules.deviceCompatibility(
                request(Set.of(), List.of(), plan, handset(profile, simType, "black")));
        assertThat(found).extracting(CheckResult::code).containsExactly(codes.split(" ", -1));
        assertThat(found.stream()
                        .flatMap(finding -> finding.alternatives().stream())
                        .map(Alternative::label)
                        .collect(Collectors.joining(", ")))
                .isEqualTo(instead);
        assertThat(found)
                .as("each proposal at the item that is ordered with it")
                .allMatch(finding -> finding.isPassed()
                        || (finding.remedy().isPresent()
                                && finding.alternatives().stream()
                                        .allMatch(other -> finding.item()
                                                .equals(Optional.of(
                                                        other.kind() == Alternative.Kind.CHARACTERISTIC
                                                                ? "1"
                                                                : "2")))));
    }

    @Test
    void anOrderWithoutADeviceIsCompatible() {
        assertThat(codes(DependencyRules.deviceCompatibility(request(Set.of(), List.of(), item(PLAN, List.of())))))
                .containsExactly("OK");
    }

    @Test
    void aPrerequisiteIsMetByTheOrderOrByTheCustomersProductsAndElseNamedAsWhatWouldDo() {
        Item addOn = item(ADD_ON, List.of(PLAN));
        assertThat(DependencyRules.prerequisiteProducts(request(Set.of(), List.of(), addOn)))
                .containsExactly(CheckResult.refused(
                                "prerequisite-products",
                                "PREREQUISITE_MISSING",
                                "roaming-pack needs one of mobile-sim-only-m, in this order or active with the customer.")
                        .about("roaming-pack")
                        .mendedBy("Order it together with one of them.")
                        .orRather(List.of(new Alternative(
                                Alternative.Kind.OFFERING,
                                "productOffering",
                                "mobile-sim-only-m",
                                "mobile-sim-only-m"))));
        assertThat(codes(DependencyRules.prerequisiteProducts(
                        request(Set.of(), List.of(), item(PLAN, List.of()), addOn))))
                .containsExactly("OK");
        assertThat(codes(DependencyRules.prerequisiteProducts(request(Set.of(PLAN), List.of(), addOn))))
                .containsExactly("OK");
    }

    @Test
    void eachItemThatLacksSomethingIsAReasonOfItsOwn() {
        assertThat(DependencyRules.prerequisiteProducts(request(
                        Set.of(),
                        List.of(),
                        item(ADD_ON, List.of(PLAN)),
                        item(new OfferingId("no-roaming"), List.of(PLAN)))))
                .extracting(finding -> finding.item().orElseThrow())
                .containsExactly("roaming-pack", "no-roaming");
    }

    @Test
    void whatDoesNotGoTogetherIsRefusedAtTheItemThatSaysSo() {
        Item without = item(new OfferingId("no-roaming"), List.of());
        assertThat(DependencyRules.exclusiveProducts(request(Set.of(), List.of(), item(ADD_ON, List.of()), without)))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.code()).isEqualTo("EXCLUDED_TOGETHER");
                    assertThat(finding.item()).contains("roaming-pack");
                    assertThat(finding.message()).isEqualTo("roaming-pack does not go together with no-roaming.");
                });
        assertThat(codes(DependencyRules.exclusiveProducts(request(Set.of(), List.of(), without))))
                .containsExactly("OK");
    }

    @ParameterizedTest(name = "{0} numbers, {1} eSIMs, {2} devices free: {3}")
    @CsvSource({
        "2, 2, 1, OK",
        "1, 2, 1, NUMBER_UNAVAILABLE",
        "2, 1, 1, SIM_UNAVAILABLE",
        "2, 2, 0, DEVICE_UNAVAILABLE",
        "1, 1, 0, NUMBER_UNAVAILABLE SIM_UNAVAILABLE DEVICE_UNAVAILABLE"
    })
    void twoLinesAndADeviceNeedTwoNumbersTwoSimsAndADeviceAndAllThatIsShortIsSaid(
            long numbers, long sims, long devices, String codes) {
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
        CheckRequest request = request(Set.of(), needs);
        assertThat(codes(DependencyRules.resourcesFree(request, pools))).containsExactly(codes.split(" ", -1));
        assertThat(DependencyRules.isShort(request, pools)).isEqualTo(!codes.equals("OK"));
    }

    @Test
    void aPoolThatIsNotCountedIsEmpty() {
        List<ResourceNeed> needs = List.of(new ResourceNeed("1", ResourceKind.SIM, "esim"));
        assertThat(DependencyRules.resourcesFree(request(Set.of(), needs), List.of()))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.message()).isEqualTo("The order takes 1 SIMs of type esim and 0 are free.");
                    assertThat(finding.alternatives()).isEmpty();
                });
    }

    @Test
    void whatIsShortIsToBeHadInAnotherColourOrKindWhenThereIsEnoughOfThat() {
        Item plan = new Item(
                "1",
                PLAN,
                "Mobile M",
                Role.PLAN,
                Optional.empty(),
                List.of(),
                Map.of("simType", "esim"),
                Optional.empty(),
                Optional.of("esim"),
                Optional.empty(),
                Optional.empty(),
                List.of());
        List<ResourceNeed> needs = List.of(
                new ResourceNeed("1", ResourceKind.SIM, "esim"),
                new ResourceNeed("2", ResourceKind.DEVICE, "fairline-5/black"));
        CheckRequest request = request(Set.of(), needs, plan, handset("mobile-data-m", "esim", "black"));
        assertThat(DependencyRules.insteadOf(request))
                .containsExactly(
                        new ResourceNeed("1", ResourceKind.SIM, "physical"),
                        new ResourceNeed("2", ResourceKind.DEVICE, "fairline-5/sage"));
        assertThat(
                        DependencyRules.resourcesFree(
                                        request, List.of(new FreeCount(ResourceKind.DEVICE, "fairline-5/sage", 1)))
                                .stream()
                                .flatMap(finding -> finding.alternatives().stream())
                                .map(Alternative::label))
                .containsExactly("Colour sage");
        CheckResult full = CheckResult.refused("element-smdp", ElementRules.FULL, "Full.");
        List<FreeCount> cards = List.of(new FreeCount(ResourceKind.SIM, "physical", 1));
        assertThat(DependencyRules.withOtherSims(full, request, cards))
                .containsExactly(full.about("1")
                        .orRather(List.of(new Alternative(
                                Alternative.Kind.CHARACTERISTIC, "simType", "physical", "SIM physical"))));
        assertThat(DependencyRules.withOtherSims(full, request, List.of()))
                .as("there are no cards either")
                .containsExactly(full.about("1"));
        assertThat(DependencyRules.withOtherSims(full, request(Set.of(), List.of(), plan), cards))
                .as("no eSIM")
                .containsExactly(full);
    }

    private static List<String> codes(List<CheckResult> found) {
        return found.stream().map(CheckResult::code).toList();
    }

    private static Item handset(String profile, String simType, String colour) {
        return new Item(
                "2",
                new OfferingId("handset"),
                "Fairline 5",
                Role.DEVICE,
                Optional.of("1"),
                List.of(),
                Map.of("deviceModel", "fairline-5", "deviceColour", colour),
                Optional.of(profile),
                Optional.of(simType),
                Optional.of(FAIRLINE),
                Optional.empty(),
                List.of());
    }

    private static Item item(OfferingId offering, List<OfferingId> requires) {
        return new Item(
                offering.value(),
                offering,
                offering.value(),
                Role.PLAN,
                Optional.empty(),
                requires,
                Map.of(),
                Optional.of("mobile-data-m"),
                Optional.of("esim"),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    private static CheckRequest request(Set<OfferingId> active, List<ResourceNeed> needs, Item... items) {
        return new CheckRequest(
                "ORD-1",
                new CustomerId("CUS-1"),
                Optional.empty(),
                "Ada Lovelace",
                LocalDate.of(1985, 12, 10),
                new Address("Invalidenstr. 1", "10115", "Berlin", "DE"),
                List.of(items),
                List.of(),
                needs,
                List.of(),
                Map.of(),
                active,
                CATALOG);
    }
}
