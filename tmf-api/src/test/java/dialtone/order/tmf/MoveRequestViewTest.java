package dialtone.order.tmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.order.OrderId;
import dialtone.order.ProcessMove;
import dialtone.order.ProcessMove.Target;
import dialtone.platform.tmf.TmfRefusal;
import org.junit.jupiter.api.Test;

class MoveRequestViewTest {

    @Test
    void a_version_or_an_order_is_meant_and_the_rest_has_its_usual_value() {
        MoveRequestView version = new MoveRequestView("order-fulfilment", 3, null, " why ", null, null);
        assertThat(version.isDryRun()).isFalse();
        assertThat(version.proposal())
                .isEqualTo(new ProcessMove.Proposal(Target.of("order-fulfilment", 3), "why", ProcessMove.USUAL_PACE));
        MoveRequestView order = new MoveRequestView(null, null, "ORD-1", null, 25, true);
        assertThat(order.isDryRun()).isTrue();
        assertThat(order.proposal()).isEqualTo(new ProcessMove.Proposal(Target.of(new OrderId("ORD-1")), "", 25));
    }

    @Test
    void what_is_missing_or_meant_twice_or_too_long_is_said_with_its_field() {
        refused(new MoveRequestView(null, null, null, "why", null, null), "processId", "MISSING");
        refused(new MoveRequestView("order-fulfilment", null, null, "why", null, null), "version", "MISSING");
        refused(new MoveRequestView("order-fulfilment", 3, "ORD-1", "why", null, null), "orderId", "AMBIGUOUS");
        refused(new MoveRequestView("p".repeat(256), 3, null, "why", null, null), "processId", "TOO_LONG");
        refused(new MoveRequestView(null, null, "O".repeat(33), "why", null, null), "orderId", "TOO_LONG");
    }

    private static void refused(MoveRequestView asked, String field, String code) {
        assertThatThrownBy(asked::proposal)
                .isInstanceOf(TmfRefusal.class)
                .hasMessageContaining(field)
                .hasMessageContaining(code);
    }
}
