package dialtone.party.tmf;

import dialtone.platform.tmf.TmfErrorMapper;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** TMF666 v4. Every resource is named here, for one archive holds several applications. */
@ApplicationPath("/tmf-api/accountManagement/v4")
public class AccountManagementApplication extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(
                BillingAccountResource.class,
                PartyAccountResource.class,
                BillingCycleSpecificationResource.class,
                TmfErrorMapper.class);
    }
}
