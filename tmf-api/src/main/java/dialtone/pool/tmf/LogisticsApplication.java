package dialtone.pool.tmf;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** The operator's side of shipping. The warehouse calls this; nobody else. It has a secret and no login. */
@ApplicationPath("/logistics/v1")
public class LogisticsApplication extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(ReturnNoticeResource.class);
    }
}
