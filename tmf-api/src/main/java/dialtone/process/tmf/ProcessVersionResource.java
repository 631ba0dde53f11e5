package dialtone.process.tmf;

import dialtone.platform.tmf.ResourceJson;
import dialtone.process.service.ProcessVersions;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** {@code /ops/v1/process-versions}: the versions of the processes, and how many instances are open on each. */
@Path("/process-versions")
@RequestScoped
@RolesAllowed({"operations", "admin"})
@Produces(MediaType.APPLICATION_JSON)
public class ProcessVersionResource {

    @Inject
    private ProcessVersions versions;

    /** By process, the latest version first. @return 200 */
    @GET
    public String list() {
        return ResourceJson.write(
                versions.list().stream().map(ProcessVersionView::of).toList());
    }
}
