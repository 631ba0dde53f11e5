package dialtone.invoice.tmf;

import dialtone.platform.tmf.TmfErrorMapper;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** TMF678 v4: bills come by bill runs, and on demand. Every resource is named here, for one archive holds several applications. */
@ApplicationPath("/tmf-api/customerBillManagement/v4")
public class CustomerBillApplication extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(
                CustomerBillResource.class,
                BillOnDemandResource.class,
                AppliedBillingRateResource.class,
                TmfErrorMapper.class);
    }
}
