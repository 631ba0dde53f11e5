package dialtone.order.tmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dialtone.platform.tmf.TmfRefusal;
import jakarta.ws.rs.core.SecurityContext;
import java.net.HttpURLConnection;
import java.security.Principal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may place and cancel what. */
class CallerOrdersTest {

    /** A login with one role, of the same name. */
    private record Caller(String role) implements SecurityContext {

        @Override
        public Principal getUserPrincipal() {
            return this::role;
        }

        @Override
        public boolean isUserInRole(String asked) {
            return asked.equals(role);
        }

        @Override
        public boolean isSecure() {
            return false;
        }

        @Override
        public String getAuthenticationScheme() {
            return BASIC_AUTH;
        }
    }

    @Test
    void billingPlacesAndCancelsWhatSuspendsLinesAndNothingElse() {
        assertThatCode(() -> CallerOrders.refuseOtherKinds(new Caller("billing"), true))
                .doesNotThrowAnyException();
        assertThatExceptionOfType(TmfRefusal.class)
                .isThrownBy(() -> CallerOrders.refuseOtherKinds(new Caller("billing"), false))
                .satisfies(refusal -> {
                    assertThat(refusal.status()).isEqualTo(HttpURLConnection.HTTP_FORBIDDEN);
                    assertThat(refusal.reasons().getFirst().code()).isEqualTo("NOT_TAKEN_FROM_BILLING");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"csr", "partner", "admin"})
    void whoeverTakesOrdersIsNotAskedOfWhatKindTheyAre(String role) {
        assertThatCode(() -> CallerOrders.refuseOtherKinds(new Caller(role), false))
                .doesNotThrowAnyException();
    }
}
