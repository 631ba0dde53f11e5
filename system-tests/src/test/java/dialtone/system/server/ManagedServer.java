package dialtone.system.server;

import dialtone.load.Api;
import java.net.URI;

/** The server that Arquillian manages, as seen from outside. Address and secret are those of arquillian.xml. */
public final class ManagedServer {

    public static final URI ADDRESS = URI.create("http://127.0.0.1:10080");

    public static final String EXPORTER_SECRET = "secret-of-the-tests";

    private ManagedServer() {}

    /**
     * Does with an order what its process would, up to a step.
     *
     * @param upTo one of {@link dialtone.system.server.inside.OrderRun.Stage}
     * @return what the step has to tell: the line's number of a completed order, the task of a fallout
     */
    public static String advance(String order, String upTo) {
        return Api.anonymous(ADDRESS)
                .post("/tests/orders/" + order + "/" + upTo, "text/plain", "")
                .expect(200)
                .body();
    }
}
