package dialtone.order.service;

import static dialtone.order.service.Desk.ADA;
import static dialtone.order.service.Desk.accepted;
import static dialtone.order.service.Desk.item;
import static dialtone.order.service.Desk.order;
import static dialtone.order.service.Desk.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Outcome;
import dialtone.base.Page;
import dialtone.base.Rejection;
import dialtone.fulfilment.Alternative;
import dialtone.fulfilment.CheckRequest;
import dialtone.fulfilment.CheckResult;
import dialtone.fulfilment.DependencyRules;
import dialtone.order.OfferingQualification;
import dialtone.order.OfferingQualification.Result;
import dialtone.order.OfferingQualification.Wishes;
import dialtone.order.OrderScope;
import dialtone.order.PlaceOrder;
import dialtone.order.QualificationQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Asking before ordering: the same judgement and the same checks, an answer that is kept, and nothing reserved. */
class OfferingQualificationTest {

    private static final Wishes ALL = new Wishes(Optional.of("At the fair"), true, true, false, true);

    private final Desk desk = new Desk();

    /** What the network was asked. */
    private final List<CheckRequest> asked = new ArrayList<>();

    /** What it says, beside the rules that need no network. */
    private List<CheckResult> network = List.of(CheckResult.passed("coverage", "The network covers the address."));

    private final OfferingQualifications qualifications = new OfferingQualifications(
            new RegisterInTransactions(new QualificationRegister.Parts(
                    desk.database.entities(),
                    desk.database.dataSource(),
                    desk.catalogs,
                    desk.parties,
                    desk.inventory,
                    desk.clock)),
            this::ask,
            desk.clock);

    private List<CheckResult> ask(CheckRequest request) {
        asked.add(request);
        List<CheckResult> found = new ArrayList<>(network);
        found.addAll(DependencyRules.deviceCompatibility(request));
        found.addAll(DependencyRules.prerequisiteProducts(request));
        found.addAll(DependencyRules.exclusiveProducts(request));
        return found;
    }

    /** As the container does it: each call is a transaction. */
    private final class RegisterInTransactions extends QualificationRegister {
        RegisterInTransactions(QualificationRegister.Parts parts) {
            super(parts);
        }

        @Override
        public Outcome<Question> question(PlaceOrder command) {
            return desk.database.inTransaction(() -> super.question(command));
        }

        @Override
        public void keep(OfferingQualification qualification) {
            desk.database.inTransaction(() -> super.keep(qualification));
        }

        @Override
        public Page<OfferingQualification> list(QualificationQuery query) {
            return desk.database.inTransaction(() -> super.list(query));
        }
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void what_passes_is_qualified_kept_as_it_was_answered_and_reserves_nothing() {
        OfferingQualification answered = accepted(qualifications.qualify(
                order(
                        ADA,
                        Optional.empty(),
                        item("1", "mobile-sim-only-m", Map.of("simType", "esim")),
                        item("2", "handset-fairline-5", Map.of("deviceColour", "sage"))),
                ALL));

        assertThat(answered.result()).isEqualTo(Result.QUALIFIED);
        assertThat(answered.expiresAt()).isEqualTo(answered.answeredAt().plus(OfferingQualification.VALID));
        assertThat(asked).singleElement().satisfies(request -> {
            assertThat(request.reference()).isEqualTo(answered.id());
            assertThat(request.items()).extracting(CheckRequest.Item::itemId).containsExactly("1", "2");
            assertThat(request.needs()).hasSize(3);
        });
        assertThat(desk.pooled("RESERVED")).isZero();
        assertThat(desk.messages()).isEmpty();

        OfferingQualification kept =
                qualifications.find(answered.id(), OrderScope.ALL).orElseThrow();
        assertThat(kept.findings()).isEqualTo(answered.findings());
        assertThat(kept.wishes()).isEqualTo(ALL);
        assertThat(kept.items())
                .extracting(PlaceOrder.Item::characteristics)
                .isEqualTo(answered.items().stream()
                        .map(PlaceOrder.Item::characteristics)
                        .toList());
        assertThat(qualifications.find(answered.id(), OrderScope.placedBy("somebody-else")))
                .isEmpty();
    }

    @Test
    void all_that_speaks_against_it_is_said_at_its_item_with_what_would_do_instead() {
        network = List.of(
                CheckResult.refused("coverage", "NO_COVERAGE", "There is none.").mendedBy("Another address."));
        OfferingQualification answered = accepted(qualifications.qualify(
                order(
                        ADA,
                        Optional.empty(),
                        item("1", "mobile-sim-only-l", Map.of("simType", "esim")),
                        item("2", "handset-pebble-2", Map.of()),
                        item("3", "mobile-data-boost", Map.of())),
                ALL));

        assertThat(answered.findingsOn("2"))
                .extracting(CheckResult::code)
                .contains("NO_COVERAGE", "DEVICE_INCOMPATIBLE")
                .doesNotContain("PREREQUISITE_MISSING");
        assertThat(answered.findingsOn("3"))
                .filteredOn(CheckResult::isObjection)
                .extracting(CheckResult::code)
                .containsExactly("NO_COVERAGE", "PREREQUISITE_MISSING");
        assertThat(answered.alternativesTo("2"))
                .extracting(Alternative::content)
                .contains("handset-fairline-5")
                .as("a handset is ordered with no answer about the SIM")
                .doesNotContain("physical");
        assertThat(answered.alternativesTo("1"))
                .extracting(Alternative::content)
                .contains("physical");
        assertThat(answered.result()).as("nothing instead of the coverage").isEqualTo(Result.UNQUALIFIED);

        network = List.of();
        OfferingQualification covered = accepted(qualifications.qualify(
                order(
                        ADA,
                        Optional.empty(),
                        item("1", "mobile-sim-only-m", Map.of("simType", "esim")),
                        item("2", "handset-pebble-2", Map.of())),
                ALL));
        assertThat(covered.resultOf("1")).as("with a SIM of the other type").isEqualTo(Result.ALTERNATE);
        assertThat(covered.resultOf("2")).isEqualTo(Result.ALTERNATE);
        assertThat(qualifications
                        .find(covered.id(), OrderScope.ALL)
                        .orElseThrow()
                        .findings())
                .isEqualTo(covered.findings());
    }

    @Test
    void a_proposal_is_taken_when_it_is_asked_for_in_the_place_of_what_it_proposes_another_of() {
        OfferingQualification answered = accepted(qualifications.qualify(
                order(
                        ADA,
                        Optional.empty(),
                        item("1", "mobile-sim-only-m", Map.of("simType", "esim")),
                        item("2", "handset-pebble-2", Map.of()),
                        item("3", "mobile-sim-only-s", Map.of("simType", "esim"))),
                ALL));
        assertThat(answered.resultOf("3")).as("a line without a handset").isEqualTo(Result.QUALIFIED);
        Alternative sim = answered.alternativesTo("1").getFirst();
        assertThat(accepted(qualifications.qualify(
                                order(
                                        ADA,
                                        Optional.empty(),
                                        item("1", "mobile-sim-only-m", Map.of(sim.name(), sim.content())),
                                        item("2", "handset-pebble-2", Map.of())),
                                ALL))
                        .result())
                .isEqualTo(Result.QUALIFIED);
    }

    @Test
    void what_could_not_be_asked_is_no_refusal_and_no_qualification() {
        network = List.of(CheckResult.unanswered("credit-standing", "Network element credit does not answer."));
        OfferingQualification answered = accepted(qualifications.qualify(
                order(ADA, Optional.empty(), item("1", "mobile-sim-only-m", Map.of("simType", "esim"))), ALL));
        assertThat(answered.result()).isEqualTo(Result.UNKNOWN);
    }

    @Test
    void what_is_no_order_at_all_is_refused_and_not_kept() {
        List<Rejection> reasons = refused(qualifications.qualify(
                order(
                        ADA,
                        Optional.empty(),
                        item("1", "no-such-offering", Map.of()),
                        item("2", "mobile-sim-only-m", Map.of("simType", "wooden"))),
                ALL));
        assertThat(reasons)
                .extracting(Rejection::code)
                .containsExactly("UNKNOWN_OFFERING", "CHARACTERISTIC_NOT_ALLOWED");
        assertThat(asked).isEmpty();
        assertThat(qualifications.list(QualificationQuery.all(0, 10)).total()).isZero();
    }

    @Test
    void of_several_each_has_its_own_items_answers_and_findings() {
        List<OfferingQualification> answered = Stream.of(
                        new PlaceOrder.Item[] {item("1", "mobile-sim-only-m", Map.of("simType", "esim"))},
                        new PlaceOrder.Item[] {
                            item("1", "mobile-sim-only-s", Map.of("simType", "physical")),
                            item("2", "handset-fairline-5", Map.of("deviceColour", "sage"))
                        },
                        new PlaceOrder.Item[] {item("9", "mobile-data-boost", Map.of())})
                .map(items -> accepted(qualifications.qualify(order(ADA, Optional.empty(), items), ALL)))
                .toList();
        List<OfferingQualification> listed =
                qualifications.list(QualificationQuery.all(0, 10)).rows();
        assertThat(listed).hasSize(3);
        for (OfferingQualification one : answered) {
            assertThat(listed)
                    .filteredOn(each -> each.id().equals(one.id()))
                    .singleElement()
                    .satisfies(each -> {
                        assertThat(each.findings()).isNotEmpty().isEqualTo(one.findings());
                        assertThat(each.items())
                                .extracting(item -> item.id() + item.offering() + item.characteristics())
                                .isEqualTo(one.items().stream()
                                        .map(item -> item.id() + item.offering() + item.characteristics())
                                        .toList());
                    });
        }
    }

    @Test
    void an_answer_is_kept_for_some_months_and_then_makes_way() {
        PlaceOrder question = order(ADA, Optional.empty(), item("1", "mobile-sim-only-m", Map.of("simType", "esim")));
        String first = accepted(qualifications.qualify(question, ALL)).id();
        desk.clock.pass(QualificationRegister.KEPT.minus(Duration.ofDays(1)));
        accepted(qualifications.qualify(question, ALL));
        assertThat(qualifications.find(first, OrderScope.ALL)).isPresent();
        desk.clock.pass(Duration.ofDays(2));
        accepted(qualifications.qualify(question, ALL));
        assertThat(qualifications.find(first, OrderScope.ALL)).isEmpty();
        assertThat(qualifications.list(QualificationQuery.all(0, 10)).total()).isEqualTo(2);
    }
}
