package dialtone.usage.tmf;

import dialtone.event.tmf.UsageConsumptionHubResource;
import dialtone.platform.tmf.TmfErrorMapper;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** TMF677 v4. Every resource is named here, for one archive holds several applications. */
@ApplicationPath("/tmf-api/usageConsumption/v4")
public class UsageConsumptionApplication extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(UsageConsumptionResource.class, UsageConsumptionHubResource.class, TmfErrorMapper.class);
    }
}
