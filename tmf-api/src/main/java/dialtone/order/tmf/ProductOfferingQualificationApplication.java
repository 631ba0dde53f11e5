package dialtone.order.tmf;

import dialtone.platform.tmf.TmfErrorMapper;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** TMF679 v4. Every resource is named here, for one archive holds several applications. */
@ApplicationPath("/tmf-api/productOfferingQualification/v4")
public class ProductOfferingQualificationApplication extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(ProductOfferingQualificationResource.class, TmfErrorMapper.class);
    }
}
