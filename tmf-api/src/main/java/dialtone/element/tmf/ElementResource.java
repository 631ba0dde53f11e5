package dialtone.element.tmf;

import dialtone.element.ElementStanding;
import dialtone.element.LimitsSetting;
import dialtone.element.service.NetworkElements;
import dialtone.platform.tmf.Caller;
import dialtone.platform.tmf.RequestJson;
import dialtone.platform.tmf.ResourceJson;
import dialtone.platform.tmf.TmfRefusal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.Optional;

/** {@code /ops/v1/elements}: how the network elements are doing, and how much is asked of them. */
@Path("/elements")
@RequestScoped
@RolesAllowed({"operations", "admin"})
@Produces(MediaType.APPLICATION_JSON)
public class ElementResource {

    @Inject
    private NetworkElements elements;

    @Inject
    private Caller caller;

    /** @return 200 all, by name; there are as many as there are routes to elements */
    @GET
    public String list() {
        return ResourceJson.write(
                elements.standings().stream().map(ElementView::of).toList());
    }

    /** @return 200; 404 */
    @GET
    @Path("{element}")
    public String find(@PathParam("element") String element) {
        return ResourceJson.write(ElementView.of(standing(element)));
    }

    /** @return 200 the limits that hold; 404 */
    @GET
    @Path("{element}/limits")
    public String limits(@PathParam("element") String element) {
        return ResourceJson.write(ElementView.of(standing(element)).limits());
    }

    /**
     * Sets all limits of an element: what is absent is not limited, and a maintenance that is absent is over.
     *
     * @return 200 the limits that hold now, on the other nodes within seconds; 400 naming each field at fault; 404; 409 somebody else
     *     has set them at the same moment
     */
    @PUT
    @Path("{element}/limits")
    @Consumes(MediaType.APPLICATION_JSON)
    public String limit(@PathParam("element") String element, InputStream body) {
        standing(element);
        LimitsView asked = RequestJson.read(body, LimitsView.class);
        LimitsSetting set = TmfRefusal.unlessAccepted(elements.limit(element, asked.proposal(), caller.login()));
        return ResourceJson.write(LimitsView.of(element, set.limits(), Optional.of(set)));
    }

    private ElementStanding standing(String element) {
        return elements.standing(element).orElseThrow(() -> TmfRefusal.notFound("network element", element));
    }
}
