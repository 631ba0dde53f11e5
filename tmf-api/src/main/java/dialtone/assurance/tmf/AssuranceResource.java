package dialtone.assurance.tmf;

import dialtone.assurance.service.RevenueAssurance;
import dialtone.platform.tmf.ResourceJson;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** {@code /ops/v1/assurance}: whether what is active, what is billed and what is held agree. */
@Path("/assurance")
@RequestScoped
@RolesAllowed({"operations", "billing", "admin"})
@Produces(MediaType.APPLICATION_JSON)
public class AssuranceResource {

    @EJB
    private RevenueAssurance assurance;

    /** @return 200 all controls, each with how many discrepancies it found and the first of them; looked at now */
    @GET
    public String report() {
        return ResourceJson.write(AssuranceReportView.of(assurance.report()));
    }
}
