package dialtone.esim.tmf;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** The operator's side of ES2+ (GSMA SGP.22 v2 section 6.5.2). The SM-DP+ calls this; nobody else. It has a secret and no login. */
@ApplicationPath("/gsma/rsp2/es2plus")
public class Es2PlusApplication extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(DownloadProgressResource.class);
    }
}
