package dialtone.inventory.tmf;

import dialtone.platform.tmf.TmfErrorMapper;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** TMF637 v4, to be read: products change by orders. Every resource is named here, for one archive holds several applications. */
@ApplicationPath("/tmf-api/productInventory/v4")
public class ProductInventoryApplication extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(ProductResource.class, TmfErrorMapper.class);
    }
}
