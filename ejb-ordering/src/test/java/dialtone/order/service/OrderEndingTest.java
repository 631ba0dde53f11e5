package dialtone.order.service;

import static dialtone.order.service.Desk.ADA;
import static dialtone.order.service.Desk.BRUNO;
import static dialtone.order.service.Desk.accepted;
import static dialtone.order.service.Desk.item;
import static dialtone.order.service.Desk.order;
import static dialtone.order.service.Desk.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.base.Rejection;
import dialtone.catalog.Price;
import dialtone.catalog.ServiceSpecification.ResourceKind;
import dialtone.fulfilment.CheckRequest;
import dialtone.fulfilment.ContractTermRules;
import dialtone.fulfilment.LeftProduct;
import dialtone.fulfilment.StepWork;
import dialtone.inventory.InventoryState;
import dialtone.inventory.Product;
import dialtone.inventory.Resource;
import dialtone.order.FalloutBatch;
import dialtone.order.FalloutDecision;
import dialtone.order.FalloutFilter;
import dialtone.order.FalloutTask;
import dialtone.order.OrderFacts;
import dialtone.order.OrderId;
import dialtone.order.OrderItem;
import dialtone.order.OrderPreview;
import dialtone.order.OrderState;
import dialtone.order.PlaceOrder;
import dialtone.order.PlanStep;
import dialtone.order.ProductOrder;
import dialtone.order.StepState;
import dialtone.party.CustomerId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Lines that end, as the process drives it, every job twice: a plan (product 1) with a handset (2) and a booster (3). */
class OrderEndingTest extends LineStories {

    private static final Currency EUR = Currency.getInstance("EUR");

    @Test
    void a_line_ends_with_its_handset_and_its_booster_and_what_they_ran_on() {
        OrderId first = line(ADA);
        Map<ResourceKind, String> ran = new EnumMap<>(ResourceKind.class);
        products(ADA).stream()
                .flatMap(product -> product.resources().stream())
                .forEach(resource -> ran.put(resource.kind(), resource.identifier()));
        desk.clock.pass(Duration.ofDays(30));

        OrderId id = ordered(first);
        planned(id, ran);
        performAll(id);
        charged(id, first, ran);
        install(id);
        ended(id, first);
        aged(id);
    }

    private OrderId ordered(OrderId first) {
        ProductOrder ends = accepted(desk.entry.place(order(ADA, Optional.of("end-1"), end("1", productId(first, 1)))));
        assertThat(ends.items())
                .extracting(item -> item.itemId() + " " + item.action() + " " + item.offeringName() + " "
                        + item.product().orElse("") + " " + item.lineItem().orElse("-"))
                .containsExactly(
                        "1 DELETE Mobile M " + productId(first, 1) + " -",
                        "1-1 DELETE Fairline 5 " + productId(first, 2) + " 1",
                        "1-2 DELETE Data Boost " + productId(first, 3) + " 1");
        assertThat(ends.items().getFirst().prices())
                .containsExactly(new Price.EarlyTermination(
                        "early-termination",
                        "Early termination",
                        Money.of("92.00", EUR),
                        "23 months of 24 remain, 4.00 EUR for each"));
        assertThat(accepted(desk.entry.place(order(ADA, Optional.of("end-1"), end("1", productId(first, 1)))))
                        .id())
                .as("the same key again")
                .isEqualTo(ends.id());
        return ends.id();
    }

    private void planned(OrderId id, Map<ResourceKind, String> ran) {
        for (int time = 0; time < 2; time++) {
            assertThat(in(() -> desk.validate(id, 77))).isTrue();
        }
        CheckRequest checks = in(() -> desk.checks.request(id).request());
        assertThat(checks.addsAnything()).isFalse();
        assertThat(checks.needs()).isEmpty();
        assertThat(checks.left()).extracting(LeftProduct::itemId).containsExactly("1", "1-1", "1-2");
        assertThat(ContractTermRules.judge(checks).getFirst().message())
                .as("the sum that the order charges")
                .contains("costs 92.00 EUR: 23 months of 24 remain, 4.00 EUR for each");
        assertThat(accepted(in(() -> desk.progress.reserve(id)))).isEmpty();
        assertThat(in(() -> desk.orders.plan(id)))
                .extracting(step -> step.itemId() + " " + step.label() + " after "
                        + step.dependsOn().stream().sorted().toList())
                .containsExactly(
                        "1-1 Deactivate device after []",
                        "1-2 Remove data boost after []",
                        "1 Remove network profile after [" + id + "-S2]",
                        "1 Deactivate SIM after [" + id + "-S1, " + id + "-S3]");

        StepWork device = in(() -> desk.steps.work(id + "-S1"));
        assertThat(device.facts())
                .containsEntry("deviceServiceId", "DEV-1")
                .containsEntry("imei", ran.get(ResourceKind.DEVICE));
        assertThat(device.undoes()).isEmpty();
        StepWork boost = in(() -> desk.steps.work(id + "-S2"));
        assertThat(boost.parameters()).containsEntry("profile", "data-boost");
        assertThat(boost.facts())
                .containsEntry("msisdn", ran.get(ResourceKind.MSISDN))
                .containsKey("imsi");
        assertThat(in(() -> desk.steps.work(id + "-S4")).facts()).containsEntry("iccid", ran.get(ResourceKind.SIM));
    }

    private void charged(OrderId id, OrderId first, Map<ResourceKind, String> ran) {
        OrderFacts.Charges charges = in(() -> desk.facts.charges(id)).orElseThrow();
        assertThat(charges.items()).isEmpty();
        assertThat(charges.lines()).isEmpty();
        assertThat(charges.ends())
                .extracting(ending -> ending.order() + "/" + ending.itemId() + " "
                        + ending.msisdn().orElse("") + " "
                        + ending.earlyTermination()
                                .map(fee -> fee.amount().toString())
                                .orElse("-"))
                .containsExactly(
                        first + "/1 " + ran.get(ResourceKind.MSISDN) + " 92.00 EUR",
                        first + "/2 " + ran.get(ResourceKind.MSISDN) + " -",
                        first + "/3 " + ran.get(ResourceKind.MSISDN) + " -");
    }

    private void ended(OrderId id, OrderId first) {
        assertThat(found(id).state()).isEqualTo(OrderState.COMPLETED);
        assertThat(products(ADA)).hasSize(3).allSatisfy(product -> {
            assertThat(product.state()).isEqualTo(InventoryState.TERMINATED);
            assertThat(product.terminatedAt()).hasValue(desk.clock.instant());
            assertThat(product.services()).allMatch(service -> service.state() == InventoryState.TERMINATED);
            assertThat(product.resources()).extracting(Resource::state).allMatch(InventoryState.TERMINATED::equals);
        });
        assertThat(desk.pooled("QUARANTINED")).as("the number").isEqualTo(1);
        assertThat(desk.pooled("RETIRED")).as("SIM and handset").isEqualTo(2);
        assertThat(refusals(ADA, end("1", productId(first, 1)))).containsExactly("PRODUCT_NOT_ACTIVE");
        assertThat(refusals(ADA, item("1", "mobile-data-boost", Map.of())))
                .containsExactly("REQUIRED_OFFERING_MISSING");
    }

    private void aged(OrderId id) {
        desk.clock.pass(Duration.ofDays(90).minusSeconds(1));
        assertThat(in(desk.pools::freeAged)).isZero();
        desk.clock.pass(Duration.ofSeconds(2));
        assertThat(in(desk.pools::freeAged)).isEqualTo(1);
        assertThat(in(desk.pools::freeAged)).isZero();
        assertThat(desk.pooled("QUARANTINED")).isZero();
        install(id); // a job that comes very late changes nothing any more
        assertThat(desk.pooled("QUARANTINED")).isZero();
    }

    @Test
    void a_preview_says_what_goes_and_stores_nothing() {
        OrderId first = line(ADA);
        OrderPreview preview =
                accepted(desk.entry.preview(order(ADA, Optional.empty(), end("1", productId(first, 1)))));
        assertThat(preview.oneOff()).isEqualTo(Money.of("96.00", EUR));
        assertThat(preview.endings())
                .extracting(OrderPreview.Ending::offeringName)
                .containsExactly("Mobile M", "Fairline 5", "Data Boost");
        assertThat(preview.endings().getFirst().monthly()).isEqualTo(Money.of("19.90", EUR));
        assertThat(preview.endings().getFirst().credit()).isEqualTo(Money.of("3.98", EUR));
        assertThat(preview.endings().getFirst().number()).isPresent();
        assertThat(in(() -> desk.orders.list(dialtone.order.OrderQuery.all(0, 10)))
                        .total())
                .isEqualTo(1);
    }

    @Test
    void a_booster_ends_alone_and_its_line_goes_on() {
        OrderId first = line(ADA);
        OrderId id = accepted(desk.entry.place(order(ADA, Optional.empty(), end("1", productId(first, 3)))))
                .id();
        run(() -> desk.validate(id, 77));
        accepted(in(() -> desk.progress.reserve(id)));
        performAll(id);
        install(id);
        assertThat(products(ADA))
                .filteredOn(product -> product.state() == InventoryState.ACTIVE)
                .extracting(Product::offeringName)
                .containsExactlyInAnyOrder("Mobile M", "Fairline 5");
        assertThat(desk.pooled("ASSIGNED")).isEqualTo(3);
        // what has ended does not end again with its line
        assertThat(accepted(desk.entry.place(order(ADA, Optional.empty(), end("1", productId(first, 1)))))
                        .items())
                .extracting(OrderItem::offeringName)
                .containsExactly("Mobile M", "Fairline 5");
    }

    @Test
    void a_product_has_one_order_under_way() {
        OrderId first = line(ADA);
        String line = productId(first, 1);
        String booster = productId(first, 3);
        OrderId ending = accepted(desk.entry.place(order(ADA, Optional.empty(), end("1", line))))
                .id();
        assertThat(refusals(ADA, end("1", line))).contains("PRODUCT_IN_ANOTHER_ORDER");
        assertThat(refusals(ADA, end("1", booster))).containsExactly("PRODUCT_IN_ANOTHER_ORDER");
        assertThat(refusals(ADA, item("1", "mobile-data-boost", Map.of()))).containsExactly("PRODUCT_IN_ANOTHER_ORDER");

        // cancelled before anything was taken away it keeps everything, and the line may be ended again
        assertThat(accepted(in(() -> desk.cancel(ending, "stays", "csr"))).state())
                .isEqualTo(OrderState.CANCELLED);
        assertThat(products(ADA)).allMatch(product -> product.state() == InventoryState.ACTIVE);
        OrderId adding = accepted(
                        desk.entry.place(order(ADA, Optional.empty(), item("1", "mobile-call-pack", Map.of()))))
                .id();
        assertThat(refusals(ADA, end("1", line))).containsExactly("PRODUCT_IN_ANOTHER_ORDER");
        accepted(in(() -> desk.cancel(adding, "", "csr")));
        accepted(desk.entry.place(order(ADA, Optional.empty(), end("1", line))));
    }

    @Test
    void nothing_is_added_to_a_line_that_ends_with_the_same_order() {
        OrderId first = line(ADA);
        assertThat(refusals(ADA, end("1", productId(first, 1)), item("2", "mobile-data-boost", Map.of())))
                .containsExactly("LINE_ENDS");
    }

    @Test
    void two_orders_at_the_same_time_end_a_line_once() throws Exception {
        OrderId first = line(ADA);
        List<String> outcomes = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<String>> placed = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                placed.add(threads.submit(() -> desk.entry
                        .place(order(ADA, Optional.empty(), end("1", productId(first, 1))))
                        .fold(order -> "taken", reasons -> reasons.getFirst().code())));
            }
            for (Future<String> each : placed) {
                outcomes.add(each.get());
            }
        }
        assertThat(outcomes)
                .containsExactlyInAnyOrder(
                        "taken", "PRODUCT_IN_ANOTHER_ORDER", "PRODUCT_IN_ANOTHER_ORDER", "PRODUCT_IN_ANOTHER_ORDER");
    }

    @Test
    void nobody_ends_what_is_anothers() {
        OrderId first = line(ADA);
        assertThat(refusals(BRUNO, end("1", productId(first, 1)))).containsExactly("UNKNOWN_PRODUCT");
        assertThat(refusals(ADA, end("1", "x".repeat(49)))).containsExactly("UNKNOWN_PRODUCT");
    }

    @Test
    void an_end_that_was_cancelled_under_way_before_it_began_keeps_everything() {
        OrderId first = line(ADA);
        OrderId id = accepted(desk.entry.place(order(ADA, Optional.empty(), end("1", productId(first, 1)))))
                .id();
        run(() -> desk.validate(id, 77));
        accepted(in(() -> desk.progress.reserve(id)));
        assertThat(accepted(in(() -> desk.cancel(id, "stays", "csr"))).state())
                .isEqualTo(OrderState.PENDING_CANCELLATION);
        OrderProgress.Due nothing = in(() -> desk.progress.releaseSteps(id));
        assertThat(nothing.steps()).isEmpty();
        assertThat(nothing.delivering()).isFalse();
        run(() -> desk.progress.close(id));
        assertThat(found(id).state()).isEqualTo(OrderState.CANCELLED);
        assertThat(products(ADA)).allMatch(product -> product.state() == InventoryState.ACTIVE);
        assertThat(desk.pooled("ASSIGNED")).isEqualTo(3);
    }

    @Test
    void an_end_that_has_begun_goes_on() {
        OrderId first = line(ADA);
        OrderId id = accepted(desk.entry.place(order(ADA, Optional.empty(), end("1", productId(first, 1)))))
                .id();
        run(() -> desk.validate(id, 77));
        accepted(in(() -> desk.progress.reserve(id)));
        assertThat(in(() -> desk.progress.releaseSteps(id)).steps()).hasSize(2);
        assertThat(refused(in(() -> desk.cancel(id, "stays", "csr"))))
                .extracting(Rejection::code)
                .containsExactly("NOT_IN_VALID_STATE");
    }

    @Test
    void what_a_person_leaves_as_it_is_does_not_hold_up_the_end_of_the_line() {
        OrderId first = line(ADA);
        OrderId id = accepted(desk.entry.place(order(ADA, Optional.empty(), end("1", productId(first, 1)))))
                .id();
        run(() -> desk.validate(id, 77));
        accepted(in(() -> desk.progress.reserve(id)));
        assertThat(due(id)).extracting(PlanStep::label).containsExactly("Deactivate device", "Remove data boost");
        FalloutTask task = in(() -> desk.fallout.open(
                new FalloutTasks.Cause(id, Optional.of(id + "-S1"), "ELEMENT_REFUSED", "unable to comply"), 5));
        accepted(in(() -> desk.fallout.resolve(task.id(), FalloutDecision.FAIL, "ops", "the handset is lost")));
        run(() -> desk.steps.complete(id + "-S2", Map.of()));
        for (int steps = 0; steps < 2; steps++) {
            due(id).forEach(step -> run(() -> desk.steps.complete(step.id(), Map.of())));
        }
        assertThat(due(id)).isEmpty();
        assertThat(in(() -> desk.facts.charges(id)).orElseThrow().ends())
                .extracting(OrderFacts.Ending::itemId)
                .containsExactly("1", "3");
        install(id);
        assertThat(found(id).state()).isEqualTo(OrderState.PARTIAL);
        assertThat(products(ADA))
                .filteredOn(product -> product.state() == InventoryState.ACTIVE)
                .extracting(Product::offeringName)
                .containsExactly("Fairline 5");
        assertThat(accepted(desk.entry.place(order(ADA, Optional.empty(), end("1", productId(first, 2)))))
                        .items())
                .as("it may be ended by itself")
                .hasSize(1);
    }

    @Test
    void an_end_is_not_given_up_when_something_of_the_line_is_gone() {
        OrderId id = underWay(line(ADA));
        due(id).forEach(step -> run(() -> desk.steps.complete(step.id(), Map.of())));
        due(id).forEach(step -> run(() -> desk.steps.complete(step.id(), Map.of())));
        assertThat(due(id)).extracting(PlanStep::label).containsExactly("Deactivate SIM");
        FalloutTask task = refusedByTheNetwork(id, 4);

        assertThat(objection(task, FalloutDecision.FAIL))
                .containsExactly("PAST_POINT_OF_NO_RETURN Item 1 of order " + id
                        + " cannot be given up any more: nothing takes back what was done, \"Remove network profile\"."
                        + " Try it again, or have it done by hand.");
        assertThat(objection(task, FalloutDecision.CANCEL)).hasSize(1);
        assertThat(in(() -> desk.fallout.find(task.id())).orElseThrow().isOpen())
                .isTrue();
        accepted(in(() -> desk.fallout.resolve(task.id(), FalloutDecision.RESUBMIT, "ops", "")));
        performAll(id);
        install(id);
        assertThat(products(ADA)).allMatch(product -> product.state() == InventoryState.TERMINATED);
    }

    @Test
    void an_end_that_has_taken_nothing_away_is_given_up_and_the_line_stays_as_it_was() {
        OrderId line = line(ADA);
        OrderId booster = accepted(desk.entry.place(order(ADA, Optional.empty(), end("1", productId(line, 3)))))
                .id();
        run(() -> desk.validate(booster, 78));
        accepted(in(() -> desk.progress.reserve(booster)));
        performAll(booster);
        install(booster);
        OrderId id = underWay(line);
        assertThat(due(id)).extracting(PlanStep::label).containsExactly("Remove network profile", "Deactivate device");
        run(() -> desk.steps.complete(id + "-S2", Map.of()));
        FalloutTask task = refusedByTheNetwork(id, 1);
        desk.asked(id + "-S1", "remove-profile", "REFUSED");

        accepted(in(() -> desk.fallout.resolve(task.id(), FalloutDecision.FAIL, "ops", "the customer stays")));
        assertThat(due(id)).isEmpty();
        install(id);
        assertThat(found(id).state()).isEqualTo(OrderState.PARTIAL);
        assertThat(products(ADA))
                .filteredOn(product -> product.state() == InventoryState.ACTIVE)
                .extracting(Product::offeringName)
                .containsExactly("Mobile M");
        assertThat(in(() -> desk.orders.plan(id)))
                .filteredOn(step -> step.itemId().equals("1"))
                .extracting(PlanStep::state)
                .containsExactly(StepState.FAILED, StepState.CANCELLED);
    }

    @Test
    void a_line_is_not_kept_when_its_order_has_taken_the_booster_away() {
        OrderId id = underWay(line(ADA));
        due(id).forEach(step -> run(() -> desk.steps.complete(step.id(), Map.of())));
        due(id);
        FalloutTask task = refusedByTheNetwork(id, 3);
        desk.asked(id + "-S3", "remove-profile", "REFUSED");
        assertThat(objection(task, FalloutDecision.FAIL))
                .containsExactly(
                        "PAST_POINT_OF_NO_RETURN Mobile M cannot be kept: Data Boost, item 1-2 of the same order,"
                                + " is taken away already. Try it again, or have it done by hand.");
    }

    @Test
    void an_end_is_not_given_up_while_nobody_knows_what_became_of_its_request() {
        OrderId id = underWay(line(ADA));
        due(id).forEach(step -> run(() -> desk.steps.complete(step.id(), Map.of())));
        due(id);
        FalloutTask task = refusedByTheNetwork(id, 3);
        desk.asked(id + "-S3", "remove-profile", "INTENDED");
        assertThat(objection(task, FalloutDecision.FAIL))
                .singleElement()
                .asString()
                .contains("before it is known what the network has done of \"Remove network profile\"");
        desk.asked(id + "-S3", "remove-another", "SUCCEEDED");
        assertThat(objection(task, FalloutDecision.FAIL))
                .singleElement()
                .asString()
                .contains("nothing takes back what was done, \"Remove network profile\"");
    }

    @Test
    void a_booster_is_not_kept_when_its_line_ends() {
        OrderId id = underWay(line(ADA));
        due(id);
        FalloutTask task = refusedByTheNetwork(id, 2);
        assertThat(objection(task, FalloutDecision.FAIL))
                .containsExactly(
                        "PAST_POINT_OF_NO_RETURN Data Boost cannot be kept: its line ends with item 1 of the same order."
                                + " Try it again, or have it done by hand.");
    }

    @Test
    void a_batch_says_of_each_task_why_its_item_is_not_given_up() {
        OrderId id = underWay(line(ADA));
        due(id);
        FalloutTask task = refusedByTheNetwork(id, 2);
        String batch = accepted(in(() -> desk.batches.begin(
                        new FalloutBatch.Proposal(FalloutDecision.FAIL, "hopeless", FalloutFilter.ALL, 10), "ops")))
                .batch()
                .id();
        desk.turns.take(batch).orElseThrow().forEach(line -> desk.turns.decide(batch, line));
        assertThat(in(() -> desk.batches.tasks(batch, Optional.empty(), 0, 10)).rows())
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.task()).isEqualTo(task.id());
                    assertThat(line.reason())
                            .hasValueSatisfying(words -> assertThat(words).startsWith("Data Boost cannot be kept"));
                });
        assertThat(in(() -> desk.fallout.find(task.id())).orElseThrow().isOpen())
                .isTrue();
    }

    private OrderId underWay(OrderId line) {
        OrderId id = accepted(desk.entry.place(order(ADA, Optional.empty(), end("1", productId(line, 1)))))
                .id();
        run(() -> desk.validate(id, 77));
        accepted(in(() -> desk.progress.reserve(id)));
        return id;
    }

    private FalloutTask refusedByTheNetwork(OrderId id, int step) {
        return in(() -> desk.fallout.open(
                new FalloutTasks.Cause(id, Optional.of(id + "-S" + step), "ELEMENT_REFUSED", "unable to comply"),
                500 + step));
    }

    private List<String> objection(FalloutTask task, FalloutDecision decision) {
        return refused(in(() -> desk.fallout.resolve(task.id(), decision, "ops", "hopeless"))).stream()
                .map(reason -> reason.code() + " " + reason.message())
                .toList();
    }

    private static String productId(OrderId order, int position) {
        return Product.Origin.productId(order, position).value();
    }

    private static PlaceOrder.Item end(String id, String product) {
        return PlaceOrder.Item.end(id, product, "productOrderItem[" + id + "]");
    }

    private List<String> refusals(CustomerId customer, PlaceOrder.Item... items) {
        return refused(desk.entry.place(order(customer, Optional.empty(), items))).stream()
                .map(Rejection::code)
                .distinct()
                .toList();
    }

    /** A plan with a handset and a booster, in use. */
    private OrderId line(CustomerId customer) {
        OrderId id = accepted(desk.entry.place(order(
                        customer,
                        Optional.empty(),
                        item("1", "mobile-sim-only-m", Map.of("simType", "esim")),
                        item("2", "handset-fairline-5", Map.of("deviceColour", "sage")),
                        item("3", "mobile-data-boost", Map.of()))))
                .id();
        run(() -> desk.validate(id, 76));
        accepted(in(() -> desk.progress.reserve(id)));
        performAll(id);
        install(id);
        return id;
    }

    @Override
    Map<String, String> told(PlanStep step) {
        return step.jobType().equals("fulfilment.activate-device") ? Map.of("deviceServiceId", "DEV-1") : Map.of();
    }
}
