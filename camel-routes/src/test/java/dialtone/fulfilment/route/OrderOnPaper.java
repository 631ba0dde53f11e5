package dialtone.fulfilment.route;

import dialtone.base.Money;
import dialtone.catalog.Catalog;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.catalog.ProductOffering;
import dialtone.catalog.ServiceSpecification.ResourceKind;
import dialtone.fulfilment.CheckRequest;
import dialtone.fulfilment.CheckResult;
import dialtone.fulfilment.CustomerNotice;
import dialtone.fulfilment.LeftProduct;
import dialtone.fulfilment.OrderToCheck;
import dialtone.fulfilment.StepWork;
import dialtone.fulfilment.UnwantedStep;
import dialtone.ledger.AccountStanding;
import dialtone.order.OrderId;
import dialtone.party.Address;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import dialtone.pool.FreeCount;
import dialtone.pool.NumberStanding;
import dialtone.pool.ResourceNeed;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The ordering side of one order for one eSIM line: what it says to the routes, and what it was told by them. */
final class OrderOnPaper implements Ordering {

    private static final String STEP = "-S1";
    static final Currency EUR = Currency.getInstance("EUR");

    final OrderId order;
    final Map<String, Map<String, String>> completed = new ConcurrentHashMap<>();
    final Map<String, String> held = new ConcurrentHashMap<>();
    final Set<String> awaited = ConcurrentHashMap.newKeySet();
    final Set<String> cancelled = ConcurrentHashMap.newKeySet();

    /** The step is not wanted any more. */
    volatile boolean stopping;

    /** What a person has said that the step has brought; empty when the network has done it. */
    volatile Optional<Map<String, String>> doneByHand = Optional.empty();

    /** The step of an earlier order that was skipped and whose service any other step takes away; empty when none was. */
    volatile Optional<String> skipped = Optional.empty();

    volatile String customerName = "Ada Lovelace";
    volatile String profile = "mobile-data-m";
    /** Whose place the step's profile takes; empty when it takes none. */
    volatile String formerProfile = "";

    volatile String postalCode = "10115";
    /** What charging the step provisions. */
    volatile String chargingProfile = "mobile-m";
    /** Whose place it takes; empty when it takes none. */
    volatile String formerCharging = "";

    /** What the inventory has of a product that ends, beside what it runs on. */
    volatile Map<String, String> inventory = Map.of();

    volatile List<String> ended = List.of();
    volatile List<CustomerNotice.Change> changed = List.of();
    volatile List<CustomerNotice.Suspended> suspended = List.of();
    volatile List<String> resumed = List.of();
    /** The job types of the steps that are done. */
    volatile List<String> done = List.of();

    volatile boolean addsNothing;

    /** What the order ends or changes. */
    volatile List<LeftProduct> left = List.of();

    /** Of its plan, by job type. */
    volatile Map<String, Integer> steps = Map.of(
            "fulfilment.activate-sim",
            1,
            "fulfilment.apply-network-profile",
            1,
            "fulfilment.provision-charging",
            1,
            "fulfilment.create-mailbox",
            1);

    /** The step's item changes a product; others of its order may bring some. */
    volatile boolean changes;

    volatile String email = "ada@customers.example";
    volatile List<FreeCount> pools = List.of(
            new FreeCount(ResourceKind.MSISDN, ResourceNeed.MOBILE, 5), new FreeCount(ResourceKind.SIM, "esim", 5));
    /** How the account that pays stands. */
    volatile AccountStanding standing = new AccountStanding(Money.zero(EUR), Money.zero(EUR));

    volatile List<CheckResult> checked = List.of();

    /** Whether checks made before have passed; empty when none were made. */
    volatile Optional<Boolean> checksFound = Optional.empty();

    volatile int revision = 1;

    private final long number;

    OrderOnPaper(long number) {
        this.number = number;
        this.order = new OrderId("ORD-" + number);
    }

    String step() {
        return order.value() + STEP;
    }

    /** The step that takes it back. */
    String undo() {
        return step() + "-undo";
    }

    String iccid() {
        return "8949" + String.format(Locale.ROOT, "%015d", number);
    }

    String imsi() {
        return "26201" + String.format(Locale.ROOT, "%010d", number);
    }

    @Override
    public StepWork work(String stepId) {
        Map<String, String> facts = new HashMap<>(Map.of(
                "msisdn",
                "49151" + String.format(Locale.ROOT, "%08d", number),
                "iccid",
                iccid(),
                "imsi",
                imsi(),
                "simType",
                "esim",
                "deviceModel",
                "fairline-5",
                "imei",
                String.format(Locale.ROOT, "%015d", number)));
        facts.putAll(inventory);
        return new StepWork(
                stepId,
                order,
                "",
                parameters(),
                facts,
                stopping && stepId.equals(step()),
                !changes,
                stepId.equals(undo()) ? doneByHand : Optional.empty(),
                stepId.equals(undo()) ? Optional.empty() : skipped);
    }

    @Override
    public List<StepWork> doneBefore(String stepId) {
        StepWork asking = work(stepId);
        return done.stream()
                .map(type -> new StepWork(step(), order, type, asking.parameters(), asking.facts(), stopping))
                .toList();
    }

    private Map<String, String> parameters() {
        Map<String, String> parameters = new HashMap<>(Map.of(
                "profile", profile,
                "apn", "internet.dialtone, mms.dialtone",
                "qosClass", "8",
                "downlinkKbps", "100000",
                "uplinkKbps", "20000"));
        parameters.putAll(Map.of(
                "chargingProfile", chargingProfile,
                "voiceSeconds", "18000",
                "messages", "200",
                "dataBytes", "10000000000",
                "accessPoints", "internet.dialtone, fast.dialtone",
                "preferredNetworks", "26201, 23201",
                "mailboxClass", "standard",
                "retentionDays", "30",
                "profileType", "dialtone-consumer"));
        if (!formerCharging.isEmpty()) {
            parameters.putAll(Map.of(
                    "former.chargingProfile", formerCharging,
                    "former.voiceSeconds", "6000",
                    "former.messages", "50",
                    "former.dataBytes", "3000000000"));
        }
        if (!formerProfile.isEmpty()) {
            parameters.putAll(Map.of(
                    "former.profile", formerProfile,
                    "former.apn", "internet.dialtone",
                    "former.qosClass", "9",
                    "former.downlinkKbps", "50000",
                    "former.uplinkKbps", "10000"));
        }
        return parameters;
    }

    @Override
    public List<UnwantedStep> unwanted(Set<String> jobTypes, int limit) {
        throw new AssertionError("No route asks this");
    }

    @Override
    public void awaitOutcome(String stepId) {
        awaited.add(stepId);
    }

    @Override
    public Duration hold(String stepId, String words, Duration pause) {
        held.put(stepId, words);
        return pause;
    }

    @Override
    public void cancel(String stepId) {
        cancelled.add(stepId);
    }

    @Override
    public void complete(String stepId, Map<String, String> facts) {
        completed.put(stepId, facts);
    }

    @Override
    public List<FreeCount> free(List<ResourceNeed> needs) {
        return pools;
    }

    @Override
    public NumberStanding standing(String msisdn) {
        return new NumberStanding(msisdn, NumberStanding.State.NOT_OURS, Optional.empty(), List.of());
    }

    @Override
    public OrderToCheck toCheck(OrderId id) {
        return new OrderToCheck(revision, request(id));
    }

    private CheckRequest request(OrderId id) {
        return new CheckRequest(
                id.value(),
                new CustomerId("CUS-" + number),
                Optional.of(new BillingAccountId("BAC-" + number)),
                customerName,
                LocalDate.of(1985, 12, 10),
                new Address("Invalidenstr. 1", postalCode, "Berlin", "DE"),
                addsNothing
                        ? List.of()
                        : List.of(new CheckRequest.Item(
                                "1",
                                new OfferingId("mobile-sim-only-m"),
                                "Mobile M",
                                ProductOffering.Role.PLAN,
                                Optional.empty(),
                                List.of(),
                                Map.of("simType", "esim"),
                                Optional.of("mobile-data-m"),
                                Optional.of("esim"),
                                Optional.empty(),
                                Optional.of("5G"),
                                List.of(new Price.Recurring("monthly-fee", "Mobile M", Money.of("19.90", EUR))))),
                List.of(),
                List.of(
                        new ResourceNeed("1", ResourceKind.MSISDN, ResourceNeed.MOBILE),
                        new ResourceNeed("1", ResourceKind.SIM, "esim")),
                left,
                steps,
                Set.of(),
                new Catalog("1", List.of(), List.of(), List.of(), List.of()));
    }

    @Override
    public Optional<Boolean> checksFound(OrderId id) {
        return checksFound;
    }

    @Override
    public Optional<Boolean> recordChecks(OrderId id, int revisionChecked, List<CheckResult> results) {
        if (revisionChecked != revision) {
            return Optional.empty();
        }
        checked = results;
        return Optional.of(results.stream().allMatch(CheckResult::isPassed));
    }

    @Override
    public CustomerNotice notice(OrderId id) {
        return new CustomerNotice(
                id,
                customerName,
                Optional.of(email).filter(address -> !address.isEmpty()),
                List.of("Mobile M & more"),
                ended,
                changed,
                suspended,
                resumed,
                List.of(),
                List.of(new CustomerNotice.Line("4915100000001", Optional.of("LPA:1$smdp.example$A1"))));
    }
}
