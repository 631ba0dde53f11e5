package dialtone.simulator.rest;

import jakarta.servlet.http.HttpServletRequest;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/** The TCP connection below a request. */
public final class Connections {

    private Connections() {}

    /** Closes it under the caller: whatever is answered afterwards does not arrive. */
    public static void close(HttpServletRequest request) {
        ServletContextRequest.getServletContextRequest(request)
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint()
                .close();
    }
}
