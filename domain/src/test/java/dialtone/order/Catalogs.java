package dialtone.order;

import dialtone.base.Money;
import dialtone.catalog.AnswerForm;
import dialtone.catalog.Catalog;
import dialtone.catalog.CharacteristicSpecification;
import dialtone.catalog.Decomposition;
import dialtone.catalog.DecompositionRule;
import dialtone.catalog.DeviceModel;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.catalog.ProductOffering;
import dialtone.catalog.ProductOffering.Role;
import dialtone.catalog.ServiceSpecification;
import dialtone.catalog.ServiceSpecification.Kind;
import dialtone.catalog.ServiceSpecification.PointOfNoReturn;
import dialtone.catalog.ServiceSpecification.ResourceKind;
import dialtone.catalog.ServiceSpecification.StepTemplate;
import dialtone.catalog.ServiceSpecification.StepTemplate.Replacement;
import dialtone.catalog.ServiceSpecification.StepTemplate.Suspension;
import dialtone.catalog.ServiceSpecification.StepTemplate.Undo;
import dialtone.catalog.SuspensionReason;
import dialtone.inventory.InventoryState;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A small catalogue: a plan, a handset for it, a booster for the plan and a speaker nobody may have beside the handset; plans that the line
 * can change to: a dearer one whose profile takes the other's place, one without a profile, and one that it cannot change to. A pack goes
 * with the booster, twice at most, and a racer is too fast for the handset.
 */
final class Catalogs {

    static final Currency EUR = Currency.getInstance("EUR");

    private Catalogs() {}

    static Catalog small() {
        CharacteristicSpecification simType = new CharacteristicSpecification(
                "simType", "SIM", false, List.of("physical", "esim"), Optional.of("esim"));
        CharacteristicSpecification eid = new CharacteristicSpecification(
                "eid",
                "EID",
                false,
                List.of(),
                Optional.empty(),
                Optional.of(new AnswerForm(Pattern.compile("[0-9]{4}"), "It has four digits.")),
                List.of("download", "device-on"));
        CharacteristicSpecification model =
                new CharacteristicSpecification("deviceModel", "Model", false, List.of("f5"), Optional.of("f5"));
        CharacteristicSpecification colour = new CharacteristicSpecification(
                "deviceColour", "Colour", true, List.of("black", "sage"), Optional.empty());
        CharacteristicSpecification engraving =
                new CharacteristicSpecification("engraving", "Engraving", false, List.of(), Optional.empty());
        return new Catalog(
                "1",
                List.of(
                        offering("plan", Role.PLAN, List.of(simType, eid), List.of(), List.of()),
                        offering("handset", Role.DEVICE, List.of(model, colour, engraving), List.of("plan"), List.of()),
                        offering("boost", Role.ADD_ON, List.of(), List.of("plan"), List.of()),
                        offering("speaker", Role.ADD_ON, List.of(), List.of(), List.of("handset")),
                        bigger(simType),
                        offering("basic", Role.PLAN, List.of(simType), List.of(), List.of()),
                        offering("landline", Role.PLAN, List.of(), List.of(), List.of()),
                        pack(),
                        offering("racer", Role.ADD_ON, List.of(), List.of("plan"), List.of("bigger"))),
                List.of(
                        new ServiceSpecification("voice", Kind.CUSTOMER_FACING, List.of(), Optional.empty()),
                        new ServiceSpecification("device", Kind.CUSTOMER_FACING, List.of(), Optional.empty()),
                        resourceFacing(
                                "profile", List.of(), List.of("sim"), Map.of("profile", "p1", "apn", "internet")),
                        barrable("sim"),
                        resourceFacing("device-on", List.of(ResourceKind.DEVICE), List.of("sim"), Map.of()),
                        resourceFacing("faster", List.of(), List.of("profile"), Map.of()),
                        resourceFacing("download", List.of(), List.of("sim"), Map.of()),
                        new ServiceSpecification("voice-bigger", Kind.CUSTOMER_FACING, List.of(), Optional.empty()),
                        new ServiceSpecification("voice-basic", Kind.CUSTOMER_FACING, List.of(), Optional.empty()),
                        replacing("profile-bigger", "profile"),
                        resourceFacing("racing", List.of(), List.of("profile"), Map.of("profile", "p9", "apn", "race")),
                        resourceFacing("copper", List.of(ResourceKind.MSISDN), List.of(), Map.of())),
                List.of(
                        new DecompositionRule("r1", "plan-spec", List.of("voice"), Map.of()),
                        new DecompositionRule("r2", "voice", List.of("profile", "sim"), Map.of()),
                        new DecompositionRule("r3", "voice", List.of("download"), Map.of("simType", "esim")),
                        new DecompositionRule("r4", "handset-spec", List.of("device"), Map.of()),
                        new DecompositionRule("r5", "device", List.of("device-on"), Map.of()),
                        new DecompositionRule("r6", "boost-spec", List.of("faster"), Map.of()),
                        new DecompositionRule("r7", "bigger-spec", List.of("voice-bigger"), Map.of()),
                        new DecompositionRule("r8", "voice-bigger", List.of("profile-bigger", "sim"), Map.of()),
                        new DecompositionRule("r9", "voice-bigger", List.of("download"), Map.of("simType", "esim")),
                        new DecompositionRule("r10", "basic-spec", List.of("voice-basic"), Map.of()),
                        new DecompositionRule("r11", "voice-basic", List.of("sim"), Map.of()),
                        new DecompositionRule("r13", "racer-spec", List.of("racing"), Map.of()),
                        new DecompositionRule("r12", "landline-spec", List.of("copper"), Map.of())),
                List.of(new DeviceModel("f5", "Fairline 5", List.of("esim", "physical"), List.of("p1"))));
    }

    /** Of the booster, at most twice on a line. */
    private static ProductOffering pack() {
        return new ProductOffering(
                new OfferingId("pack"),
                "pack",
                "pack",
                Role.ADD_ON,
                "pack-spec",
                List.of(),
                List.of(new Price.Recurring("fee", "Fee", Money.of("2.00", EUR))),
                new ProductOffering.Relations(List.of(new OfferingId("boost")), List.of(), Optional.of(2)),
                ProductOffering.Terms.NONE);
    }

    /** Twice as dear, and nothing for the speaker. */
    private static ProductOffering bigger(CharacteristicSpecification simType) {
        return new ProductOffering(
                new OfferingId("bigger"),
                "bigger",
                "bigger",
                Role.PLAN,
                "bigger-spec",
                List.of(simType),
                List.of(
                        new Price.OneOff("once", "Once", Money.of("1.50", EUR)),
                        new Price.Recurring("fee", "Fee", Money.of("20.00", EUR))),
                new ProductOffering.Relations(List.of(), List.of(new OfferingId("speaker")), Optional.empty()),
                ProductOffering.Terms.NONE);
    }

    /** A line's number and SIM, which are barred while the line is suspended. */
    private static ServiceSpecification barrable(String name) {
        List<ResourceKind> resources = List.of(ResourceKind.MSISDN, ResourceKind.SIM);
        StepTemplate step =
                resourceFacing(name, resources, List.of(), Map.of()).step().orElseThrow();
        return new ServiceSpecification(
                name,
                Kind.RESOURCE_FACING,
                resources,
                Optional.of(new StepTemplate(
                        step.jobType(),
                        step.label(),
                        step.dependsOn(),
                        step.expectedDuration(),
                        step.parameters(),
                        step.pointOfNoReturn(),
                        step.undo(),
                        step.replacement(),
                        Optional.of(new Suspension(
                                new Undo("fulfilment.bar", "Bar", Duration.ofSeconds(5)),
                                new Undo("fulfilment.unbar", "Unbar", Duration.ofSeconds(5)))))));
    }

    private static ServiceSpecification replacing(String name, String former) {
        StepTemplate step = resourceFacing(name, List.of(), List.of("sim"), Map.of("profile", "p2", "apn", "internet"))
                .step()
                .orElseThrow();
        return new ServiceSpecification(
                name,
                Kind.RESOURCE_FACING,
                List.of(),
                Optional.of(new StepTemplate(
                        step.jobType(),
                        step.label(),
                        step.dependsOn(),
                        step.expectedDuration(),
                        step.parameters(),
                        step.pointOfNoReturn(),
                        step.undo(),
                        Optional.of(new Replacement(
                                List.of(former),
                                "fulfilment.replace-" + name,
                                "Replace by " + name,
                                Duration.ofSeconds(5),
                                new Undo(
                                        "fulfilment.restore-" + former,
                                        "Restore " + former,
                                        Duration.ofSeconds(5)))))));
    }

    private static ProductOffering offering(
            String id,
            Role role,
            List<CharacteristicSpecification> characteristics,
            List<String> requires,
            List<String> excludes) {
        return new ProductOffering(
                new OfferingId(id),
                id,
                id,
                role,
                id + "-spec",
                characteristics,
                List.of(
                        new Price.OneOff("once", "Once", Money.of("1.50", EUR)),
                        new Price.Recurring("fee", "Fee", Money.of("10.00", EUR))),
                new ProductOffering.Relations(
                        requires.stream().map(OfferingId::new).toList(),
                        excludes.stream().map(OfferingId::new).toList(),
                        Optional.empty()),
                new ProductOffering.Terms(
                        Optional.empty(),
                        role == Role.PLAN ? Map.of(SuspensionReason.VOLUNTARY, Money.of("3.00", EUR)) : Map.of(),
                        Map.of(),
                        Optional.empty()));
    }

    private static ServiceSpecification resourceFacing(
            String name, List<ResourceKind> resources, List<String> dependsOn, Map<String, String> parameters) {
        return new ServiceSpecification(
                name,
                Kind.RESOURCE_FACING,
                resources,
                Optional.of(new StepTemplate(
                        "fulfilment." + name,
                        name,
                        dependsOn,
                        Duration.ofSeconds(5),
                        parameters,
                        PointOfNoReturn.NONE,
                        Optional.of(new Undo("fulfilment.undo-" + name, "Undo " + name, Duration.ofSeconds(5))))));
    }

    /** A customer's product of this catalogue. */
    static OwnedProduct owned(String id, String offering, Map<String, String> characteristics, Optional<String> line) {
        Catalog catalog = small();
        ProductOffering ordered = catalog.offering(new OfferingId(offering)).orElseThrow();
        return new OwnedProduct(
                id,
                line,
                ordered,
                characteristics,
                Decomposition.of(catalog, ordered, characteristics).resourceFacing(),
                Optional.of("491510000001"),
                InventoryState.ACTIVE,
                Optional.empty(),
                Optional.of(new Price.EarlyTermination(
                        "early-termination", "Early termination", Money.of("8.00", EUR), "2 months")));
    }

    static PlaceOrder.Item item(String id, String offering, Map<String, String> characteristics) {
        return new PlaceOrder.Item(id, ItemAction.ADD, new OfferingId(offering), characteristics, "item[" + id + "]");
    }

    static PlaceOrder order(PlaceOrder.Item... items) {
        return new PlaceOrder(
                Optional.of("key"),
                Optional.empty(),
                new dialtone.party.CustomerId("CUS-1"),
                Optional.empty(),
                "console",
                "csr",
                List.of(items));
    }
}
