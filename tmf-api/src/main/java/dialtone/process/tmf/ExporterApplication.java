package dialtone.process.tmf;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** The broker's exporter calls this; nobody else. It has a secret of its own and no login. */
@ApplicationPath("/exporter/v1")
public class ExporterApplication extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(ExporterResource.class);
    }
}
