package dialtone.element.tmf;

import dialtone.element.FaultPolicy;
import dialtone.element.service.FaultPolicies;
import dialtone.platform.tmf.ResourceJson;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.stream.Stream;

/** {@code /ops/v1/fault-policy}: what is done about which fault of which element. */
@Path("/fault-policy")
@RequestScoped
@RolesAllowed({"operations", "admin"})
@Produces(MediaType.APPLICATION_JSON)
public class FaultPolicyResource {

    @Inject
    private FaultPolicies policies;

    /** @return 200 all rows as the file has them, those of the kinds of fault last; there are at most as many as the file may have */
    @GET
    public String list() {
        FaultPolicy policy = policies.policy();
        return ResourceJson.write(Stream.concat(policy.rules().stream(), policy.defaults().stream())
                .map(FaultRuleView::of)
                .toList());
    }
}
