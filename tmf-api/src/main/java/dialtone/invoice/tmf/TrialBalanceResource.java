package dialtone.invoice.tmf;

import dialtone.ledger.service.Ledger;
import dialtone.platform.tmf.ResourceJson;
import dialtone.platform.tmf.TmfRefusal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** {@code /billing/v1/trial-balance}. */
@Path("/trial-balance")
@RequestScoped
@RolesAllowed({"billing", "admin"})
@Produces(MediaType.APPLICATION_JSON)
public class TrialBalanceResource {

    @EJB
    private Ledger ledger;

    /**
     * @param before instant such as {@code 2026-12-01T00:00:00Z}: only what was booked before it counts; without it all does
     * @return 200; 400 INVALID_INSTANT
     */
    @GET
    public String trialBalance(@QueryParam("before") @Nullable String before) {
        return ResourceJson.write(
                TrialBalanceView.of(before == null ? ledger.trialBalance() : ledger.trialBalance(instant(before))));
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException notOne) {
            throw TmfRefusal.at("before", "INVALID_INSTANT", "An instant is written like 2026-12-01T00:00:00Z.");
        }
    }
}
