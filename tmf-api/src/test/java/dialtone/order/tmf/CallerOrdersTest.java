package dialtone.order.tmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dialtone.order.OrderScope;
import dialtone.platform.tmf.Caller;
import dialtone.platform.tmf.TmfRefusal;
import java.net.HttpURLConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may place and cancel what. */
class CallerOrdersTest {

    private static Caller in(String role) {
        return new Caller(role, role::equals);
    }

    @Test
    void billingPlacesAndCancelsWhatSuspendsLinesAndNothingElse() {
        assertThatCode(() -> CallerOrders.refuseOtherKinds(in("billing"), true)).doesNotThrowAnyException();
        assertThatExceptionOfType(TmfRefusal.class)
                .isThrownBy(() -> CallerOrders.refuseOtherKinds(in("billing"), false))
                .satisfies(refusal -> {
                    assertThat(refusal.status()).isEqualTo(HttpURLConnection.HTTP_FORBIDDEN);
                    assertThat(refusal.reasons().getFirst().code()).isEqualTo("NOT_TAKEN_FROM_BILLING");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"csr", "partner", "admin"})
    void whoeverTakesOrdersIsNotAskedOfWhatKindTheyAre(String role) {
        assertThatCode(() -> CallerOrders.refuseOtherKinds(in(role), false)).doesNotThrowAnyException();
    }

    @Test
    void aPartnerSeesWhatHePlacedAndTheHousesOwnPeopleAll() {
        assertThat(CallerOrders.of(in("partner"))).isEqualTo(OrderScope.placedBy("partner"));
        assertThat(CallerOrders.of(in("billing"))).isEqualTo(OrderScope.ALL);
    }
}
