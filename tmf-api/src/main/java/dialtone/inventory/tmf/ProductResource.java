package dialtone.inventory.tmf;

import dialtone.base.Page;
import dialtone.inventory.Product;
import dialtone.inventory.ProductId;
import dialtone.inventory.ProductPart;
import dialtone.inventory.service.Inventory;
import dialtone.platform.tmf.FieldSelection;
import dialtone.platform.tmf.PageRange;
import dialtone.platform.tmf.ResourceJson;
import dialtone.platform.tmf.TmfRefusal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /tmf-api/productInventory/v4/product} (TMF637 v4). */
@Path("/product")
@RequestScoped
@RolesAllowed({"csr", "billing", "operations", "admin"})
@Produces(MediaType.APPLICATION_JSON)
public class ProductResource {

    @EJB
    private Inventory inventory;

    @Context
    private UriInfo uri;

    /** @return 200; 400 naming an unknown field; 404 */
    @GET
    @Path("{id}")
    public String find(@PathParam("id") String id, @QueryParam("fields") @Nullable String fields) {
        FieldSelection selection = FieldSelection.parse(fields, ProductView.class);
        Product product = inventory.find(new ProductId(id)).orElseThrow(() -> TmfRefusal.notFound("product", id));
        return ResourceJson.write(ProductView.of(product), selection);
    }

    /**
     * By id; filters as {@link ProductListRequest} has them; {@code fields}, {@code offset}, {@code limit}.
     *
     * @return 200 all, 206 a part with links, 400 naming the parameter, 416 past the end
     */
    @GET
    public Response list(@QueryParam("fields") @Nullable String fields) {
        FieldSelection selection = FieldSelection.parse(fields, ProductView.class);
        PageRange range = PageRange.of(uri.getQueryParameters());
        Set<ProductPart> parts = ProductView.parts(selection);
        Page<Product> page = inventory.list(ProductListRequest.parse(uri.getQueryParameters(), range), parts);
        return range.answer(page, product -> ProductView.of(product, parts), selection, uri.getRequestUri());
    }
}
