package dialtone.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import dialtone.simulator.element.Documents;
import dialtone.simulator.element.ElementDesk;
import dialtone.simulator.element.NetworkElement;
import dialtone.simulator.late.LateOutcomes;
import dialtone.simulator.late.OperatorNotices;
import dialtone.simulator.late.OutcomeReporter;
import dialtone.simulator.mail.MailElement;
import dialtone.simulator.rest.Control;
import dialtone.simulator.rest.CoverageElement;
import dialtone.simulator.rest.DeviceElement;
import dialtone.simulator.rest.Downloads;
import dialtone.simulator.rest.IdentityElement;
import dialtone.simulator.rest.KeyedElement;
import dialtone.simulator.rest.Parcels;
import dialtone.simulator.rest.ProfileElement;
import dialtone.simulator.rest.RestServlet;
import dialtone.simulator.soap.SoapElements;
import dialtone.simulator.store.ElementStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.util.SplittableRandom;
import org.apache.cxf.Bus;
import org.apache.cxf.BusFactory;
import org.apache.cxf.transport.servlet.CXFNonSpringServlet;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.SizeLimitHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The whole network: started, it serves on its addresses until it is closed. */
public final class NetworkSimulator implements AutoCloseable {

    /** Every element may have its limit of calls in work, and the control still answers. */
    private static final int MAX_THREADS = ElementDesk.MAX_CALLS_IN_WORK * NetworkElement.values().length + 64;

    private static final int MIN_THREADS = 8;
    private static final int MAX_REQUEST_BYTES = 512 * 1024;
    private static final int ACCEPT_QUEUE = 512;
    private static final long IDLE_MILLIS = 60_000;
    private static final long STOP_MILLIS = 3_000;

    private final ElementStore store;
    private final ElementDesk desk;
    private final LateOutcomes late;
    private final OperatorNotices downloads;
    private final OperatorNotices returns;
    private final MailElement mail;
    private final Server server;
    private final ServerConnector connector;
    private final Bus bus;
    private final String bind;

    /**
     * Starts all of it; everything listens when this returns.
     *
     * @throws IOException when a port is in use or an address is not ours
     * @throws dialtone.simulator.store.StoreUnavailable when the state cannot be opened
     */
    public static NetworkSimulator start(SimulatorOptions options, Clock clock) throws IOException {
        var simulator = new NetworkSimulator(options, clock);
        try {
            simulator.serve(options);
            return simulator;
        } catch (IOException | RuntimeException failed) {
            simulator.close();
            throw failed;
        }
    }

    private NetworkSimulator(SimulatorOptions options, Clock clock) throws IOException {
        var json = new ObjectMapper();
        var documents = new Documents(json);
        bind = options.bind();
        InetAddress address = InetAddress.getByName(bind);
        store = ElementStore.open(options.data(), json);
        desk = new ElementDesk(store, clock, new SplittableRandom());
        bus = BusFactory.newInstance().createBus();
        late = new LateOutcomes(store, clock, new OutcomeReporter(bus, json), documents);
        downloads = OperatorNotices.ofDownloads(store, options.operator());
        returns = OperatorNotices.ofReturns(store, options.consignee());
        mail = new MailElement(desk, clock, address, options.smtpPort());

        var threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
        threads.setName("http");
        server = new Server(threads);
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(bind);
        connector.setPort(options.port());
        connector.setAcceptQueueSize(ACCEPT_QUEUE);
        connector.setIdleTimeout(IDLE_MILLIS);
        server.addConnector(connector);
        server.setStopTimeout(STOP_MILLIS);

        var context = new ServletContextHandler("/");
        var soap = new CXFNonSpringServlet();
        soap.setBus(bus);
        context.addServlet(new ServletHolder(soap), "/soap/*");
        var profiles = new ProfileElement(desk, documents, json);
        var rest = new RestServlet(
                json,
                new DeviceElement(desk, store, documents, json),
                new CoverageElement(desk, documents, json, clock),
                new IdentityElement(desk, documents, json),
                profiles,
                KeyedElement.all(desk, documents),
                new Control(
                        store,
                        profiles,
                        documents,
                        new Downloads(store, clock, documents, json, downloads),
                        new Parcels(store, clock, documents, json, returns)));
        context.addServlet(new ServletHolder(rest), "/*");
        var limit = new SizeLimitHandler(MAX_REQUEST_BYTES, -1);
        limit.setHandler(context);
        server.setHandler(limit);
        SoapElements.publish(bus, desk, documents, clock);
    }

    private void serve(SimulatorOptions options) throws IOException {
        try {
            server.start();
        } catch (Exception failed) {
            throw new IOException("HTTP on --port " + options.port() + ": " + failed.getMessage(), failed);
        }
        try {
            mail.start();
        } catch (IOException failed) {
            throw new IOException("SMTP on --smtp-port " + options.smtpPort() + ": " + failed.getMessage(), failed);
        }
        late.start();
        downloads.start();
        returns.start();
    }

    /** The address of HTTP, without a slash at its end. */
    public URI uri() {
        return URI.create("http://" + bind + ":" + connector.getLocalPort());
    }

    /** The port of SMTP. */
    public int smtpPort() {
        return mail.port();
    }

    /** Stops listening, lets calls in work come to their end, closes the state. */
    @Override
    public void close() {
        desk.close();
        late.close();
        downloads.close();
        returns.close();
        mail.close();
        try {
            server.stop();
        } catch (Exception failed) {
            throw new IllegalStateException("the HTTP server did not stop", failed);
        } finally {
            bus.shutdown(true);
            store.close();
        }
    }
}
