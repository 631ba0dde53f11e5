package dialtone.order.tmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dialtone.base.Rejection;
import dialtone.order.AmendOrder;
import dialtone.order.OrderDetails;
import dialtone.order.OrderId;
import dialtone.order.OrderNote;
import dialtone.order.PlaceOrder;
import dialtone.order.ProductOrder;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import dialtone.platform.tmf.RequestJson;
import dialtone.platform.tmf.TmfRefusal;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A merge patch: what it does not name stays, null takes away, a list is the whole list. */
class ProductOrderPatchTest {

    private static final Instant TEN = Instant.parse("2026-11-25T10:00:00Z");

    private final ProductOrder order = new ProductOrder(
            new OrderId("ORD-1"),
            new PlaceOrder(
                    Optional.empty(),
                    Optional.empty(),
                    new CustomerId("CUS-1"),
                    Optional.empty(),
                    "tmf622",
                    "csr",
                    List.of(),
                    new OrderDetails(
                            Optional.of("For the shop"),
                            Optional.of("business"),
                            Optional.of(2),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of("+49 1"),
                            List.of(new OrderNote(null, null, null, "Rang.")),
                            List.of())),
            new BillingAccountId("BAC-1"),
            "1",
            List.of(),
            Optional.empty(),
            TEN);

    @Test
    void whatIsNotNamedStays() {
        AmendOrder command = command("{}");
        assertThat(command.items()).isEmpty();
        assertThat(command.details()).isEqualTo(order.details());
        assertThat(command.revision()).isEqualTo(1);
        assertThat(command.requestedBy()).isEqualTo("bo");
    }

    @Test
    void nullTakesAwayAndAListIsTheWholeList() {
        AmendOrder command = command("""
                {"@type": "ProductOrder", "description": null, "priority": "1", "notificationContact": "+49 2",
                 "note": [{"id": "1", "text": "Rang."}, {"text": "Rang again."}],
                 "productOrderItem": [{"id": "1", "action": "add", "productOffering": {"id": "mobile-m"},
                                       "billingAccount": {"id": "BAC-1"}}]}
                """);
        OrderDetails details = command.details();
        assertThat(details.description()).isEmpty();
        assertThat(details.category()).contains("business");
        assertThat(details.priority()).contains(1);
        assertThat(details.notificationContact()).contains("+49 2");
        assertThat(details.notes().getFirst()).isEqualTo(order.details().notes().getFirst());
        assertThat(details.notes().getLast()).isEqualTo(new OrderNote(null, null, null, "Rang again."));
        assertThat(command.items().orElseThrow())
                .extracting(PlaceOrder.Item::field)
                .containsExactly("productOrderItem[0]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'externalId': 'x'} | externalId | NOT_AMENDABLE",
                "{'relatedParty': []} | relatedParty | NOT_AMENDABLE",
                "{'billingAccount': {'id': 'BAC-2'}} | billingAccount | NOT_AMENDABLE",
                "{'state': 'completed'} | state | READ_ONLY_ATTRIBUTE",
                "{'id': 'ORD-2'} | id | READ_ONLY_ATTRIBUTE",
                "{'@type': 'Quote'} | @type | UNSUPPORTED_TYPE",
                "{'priority': '9x'} | priority | INVALID_PRIORITY",
                "{'productOrderItem': null} | productOrderItem | MISSING",
                "{'productOrderItem': [{'id': '1', 'action': 'ad'}]} | productOrderItem[0].action | UNKNOWN_ACTION",
                "{'productOrderItem': [{'id': '1', 'state': 'held'}]} | productOrderItem[0].state | READ_ONLY_ATTRIBUTE",
                "{'colour': 'red'} | colour | UNKNOWN_ATTRIBUTE"
            },
            quoteCharacter = '"')
    void whatIsNotToBeAmendedIsRefusedByItsName(String patch, String field, String code) {
        assertThatThrownBy(() -> command(patch.replace('\'', '"')))
                .isInstanceOfSatisfying(
                        TmfRefusal.class,
                        refusal -> assertThat(refusal.reasons())
                                .extracting(Rejection::field, Rejection::code)
                                .contains(tuple(field, code)));
    }

    private AmendOrder command(String patch) {
        return ProductOrderPatch.toCommand(
                RequestJson.patch(
                        new ByteArrayInputStream(patch.getBytes(StandardCharsets.UTF_8)), ProductOrderView.class),
                order,
                Optional.of("key"),
                "bo");
    }
}
