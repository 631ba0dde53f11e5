package dialtone.invoice.tmf;

import dialtone.ledger.service.Ledger;
import dialtone.platform.tmf.ResourceJson;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** {@code /billing/v1/trial-balance}. */
@Path("/trial-balance")
@RequestScoped
@RolesAllowed({"billing", "admin"})
@Produces(MediaType.APPLICATION_JSON)
public class TrialBalanceResource {

    @EJB
    private Ledger ledger;

    @GET
    public String trialBalance() {
        return ResourceJson.write(TrialBalanceView.of(ledger.trialBalance()));
    }
}
