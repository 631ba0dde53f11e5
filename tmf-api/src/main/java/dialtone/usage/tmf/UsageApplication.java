package dialtone.usage.tmf;

import dialtone.platform.tmf.TmfErrorMapper;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** TMF635 v4: usage is reported and read. Every resource is named here, for one archive holds several applications. */
@ApplicationPath("/tmf-api/usageManagement/v4")
public class UsageApplication extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(UsageResource.class, UsageSpecificationResource.class, TmfErrorMapper.class);
    }
}
