package dialtone.order;

import static dialtone.order.Catalogs.item;
import static dialtone.order.Catalogs.order;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Rejection;
import dialtone.order.OrderReference.Kind;
import dialtone.party.BillingAccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderDetailsTest {

    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
    private static final Instant TOMORROW = NOW.plus(Duration.ofDays(1));

    @Test
    void what_is_said_within_the_limits_is_taken() {
        OrderDetails full = new OrderDetails(
                Optional.of("d".repeat(OrderDetails.MAX_DESCRIPTION)),
                Optional.of("c".repeat(OrderDetails.MAX_CATEGORY)),
                Optional.of(4),
                Optional.of(NOW.plus(OrderDetails.LONGEST_LEAD)),
                Optional.of(NOW.plus(OrderDetails.LONGEST_LEAD)),
                Optional.of("n".repeat(OrderDetails.MAX_CONTACT)),
                IntStream.range(0, OrderDetails.MAX_NOTES)
                        .mapToObj(i -> new OrderNote(null, null, null, "x".repeat(OrderNote.MAX_TEXT)))
                        .toList(),
                IntStream.range(0, OrderDetails.MAX_REFERENCES)
                        .mapToObj(i -> reference(Kind.PARTY, "P-" + i))
                        .toList());
        assertThat(full.refusals(NOW)).isEmpty();
        assertThat(OrderDetails.NONE.refusals(NOW)).isEmpty();
    }

    @Test
    void what_is_too_long_or_too_much_is_refused_by_its_field() {
        OrderDetails much = new OrderDetails(
                Optional.of("d".repeat(OrderDetails.MAX_DESCRIPTION + 1)),
                Optional.of("c".repeat(OrderDetails.MAX_CATEGORY + 1)),
                Optional.of(5),
                Optional.empty(),
                Optional.empty(),
                Optional.of("n".repeat(OrderDetails.MAX_CONTACT + 1)),
                List.of(
                        new OrderNote("i".repeat(33), "a".repeat(129), Instant.MIN, " "),
                        new OrderNote(null, null, null, "x".repeat(OrderNote.MAX_TEXT + 1))),
                List.of(
                        reference(Kind.CHANNEL, ""),
                        new OrderReference(
                                Kind.PARTY,
                                "i".repeat(65),
                                "h".repeat(501),
                                "n".repeat(256),
                                "r".repeat(65),
                                "t".repeat(65))));
        assertThat(much.refusals(NOW))
                .extracting(refusal -> refusal.field() + " " + refusal.code())
                .containsExactly(
                        "description TOO_LONG",
                        "category TOO_LONG",
                        "notificationContact TOO_LONG",
                        "priority INVALID_PRIORITY",
                        "note[0].id TOO_LONG",
                        "note[0].author TOO_LONG",
                        "note[0].date INVALID_DATE",
                        "note[0].text MISSING",
                        "note[1].text TOO_LONG",
                        "relatedParty[0].id TOO_LONG",
                        "relatedParty[0].href TOO_LONG",
                        "relatedParty[0].name TOO_LONG",
                        "relatedParty[0].role TOO_LONG",
                        "relatedParty[0].@referredType TOO_LONG",
                        "channel[0].id MISSING");
        OrderDetails many = new OrderDetails(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                IntStream.range(0, 21)
                        .mapToObj(i -> new OrderNote(null, null, null, "x"))
                        .toList(),
                IntStream.range(0, 21)
                        .mapToObj(i -> reference(Kind.AGREEMENT, "A"))
                        .toList());
        assertThat(many.refusals(NOW))
                .extracting(Rejection::field, Rejection::code)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple("note", "TOO_MANY"),
                        org.assertj.core.api.Assertions.tuple("agreement", "TOO_MANY"));
    }

    @ParameterizedTest
    @CsvSource({
        "2028-11-25T10:00:01Z, , requestedStartDate START_TOO_FAR_AHEAD",
        "1989-12-31T23:59:59Z, , requestedStartDate INVALID_DATE",
        ", 2200-01-01T00:00:00Z, requestedCompletionDate INVALID_DATE",
        "2026-12-02T00:00:00Z, 2026-12-01T00:00:00Z, requestedCompletionDate COMPLETION_BEFORE_START",
        "2026-11-01T00:00:00Z, 2026-11-02T00:00:00Z, ",
        "2026-12-01T00:00:00Z, 2026-12-01T00:00:00Z, "
    })
    void a_date_that_makes_no_sense_is_refused(
            @Nullable Instant start, @Nullable Instant completion, @Nullable String refusal) {
        OrderDetails details = new OrderDetails(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.ofNullable(start),
                Optional.ofNullable(completion),
                Optional.empty(),
                List.of(),
                List.of());
        assertThat(details.refusals(NOW))
                .extracting(reason -> reason.field() + " " + reason.code())
                .isEqualTo(refusal == null ? List.of() : List.of(refusal));
    }

    @Test
    void an_order_starts_when_it_is_placed_or_at_the_requested_start_whichever_is_later() {
        assertThat(placed(OrderDetails.NONE).startsAt()).isEqualTo(NOW);
        assertThat(placed(OrderDetails.startingAt(NOW.minusSeconds(60))).startsAt())
                .isEqualTo(NOW);
        assertThat(placed(OrderDetails.startingAt(TOMORROW)).startsAt()).isEqualTo(TOMORROW);
        assertThat(placed(OrderDetails.startingAt(TOMORROW)).state()).isEqualTo(OrderState.ACKNOWLEDGED);
    }

    @Test
    void a_note_gets_the_number_author_and_time_that_the_requester_left_out() {
        OrderDetails details = withNotes(
                new OrderNote(null, null, null, "Call before noon."),
                new OrderNote("N-7", "Ada", TOMORROW, "Moved in."));
        assertThat(placed(details).details().notes())
                .containsExactly(
                        new OrderNote("1", "csr", NOW, "Call before noon."),
                        new OrderNote("N-7", "Ada", TOMORROW, "Moved in."));
    }

    @Test
    void the_same_key_with_something_else_said_is_another_request_and_silence_is_as_before() {
        PlaceOrder plain = order(item("1", "plan", Map.of()));
        String digest = RequestKey.of(plain).digest();
        assertThat(RequestKey.of(saying(plain, OrderDetails.NONE)).digest()).isEqualTo(digest);
        assertThat(Set.of(
                        digest,
                        RequestKey.of(saying(plain, OrderDetails.startingAt(TOMORROW)))
                                .digest(),
                        RequestKey.of(saying(plain, withNotes(new OrderNote(null, null, null, "a"))))
                                .digest(),
                        RequestKey.of(saying(plain, withNotes(new OrderNote(null, null, null, "b"))))
                                .digest(),
                        RequestKey.of(saying(plain, naming(reference(Kind.AGREEMENT, "A"))))
                                .digest(),
                        RequestKey.of(saying(plain, naming(reference(Kind.CHANNEL, "A"))))
                                .digest()))
                .hasSize(6);
    }

    private static ProductOrder placed(OrderDetails details) {
        PlaceOrder command = saying(order(item("1", "plan", Map.of())), details);
        return new ProductOrder(
                new OrderId("ORD-1"),
                command,
                new BillingAccountId("BAC-1"),
                "1",
                OrderChecks.check(command, Catalogs.small(), CustomerProducts.active(Set.of()))
                        .items(),
                Optional.empty(),
                NOW);
    }

    private static PlaceOrder saying(PlaceOrder plain, OrderDetails details) {
        return new PlaceOrder(
                plain.idempotencyKey(),
                plain.externalId(),
                plain.customer(),
                plain.billingAccount(),
                plain.channel(),
                plain.placedBy(),
                plain.items(),
                details);
    }

    private static OrderDetails withNotes(OrderNote... notes) {
        return new OrderDetails(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(notes),
                List.of());
    }

    private static OrderDetails naming(OrderReference reference) {
        return new OrderDetails(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(reference));
    }

    private static OrderReference reference(Kind kind, String id) {
        return new OrderReference(kind, id, null, null, null, null);
    }
}
