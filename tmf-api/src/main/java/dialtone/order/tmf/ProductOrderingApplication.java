package dialtone.order.tmf;

import dialtone.event.tmf.HubResource;
import dialtone.platform.tmf.TmfErrorMapper;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** TMF622 v4. Every resource is named here, for one archive holds several applications. */
@ApplicationPath("/tmf-api/productOrderingManagement/v4")
public class ProductOrderingApplication extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(
                ProductOrderResource.class, CancelProductOrderResource.class, HubResource.class, TmfErrorMapper.class);
    }
}
