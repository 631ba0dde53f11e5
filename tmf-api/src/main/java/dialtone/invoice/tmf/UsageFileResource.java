package dialtone.invoice.tmf;

import dialtone.base.Page;
import dialtone.platform.settings.Settings;
import dialtone.platform.tmf.Caller;
import dialtone.platform.tmf.PageRange;
import dialtone.platform.tmf.ResourceJson;
import dialtone.platform.tmf.TmfRefusal;
import dialtone.usage.Delivery;
import dialtone.usage.RefusedUsage;
import dialtone.usage.UsageChannel;
import dialtone.usage.UsageFile;
import dialtone.usage.layout.UsageLayout;
import dialtone.usage.service.UsageFileIntake;
import dialtone.usage.service.UsageFiles;
import dialtone.usage.service.UsageLayoutFiles;
import dialtone.usage.service.UsageSuspense;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;

/** {@code /billing/v1/usage-files}. */
@Path("/usage-files")
@RequestScoped
@RolesAllowed({"billing", "admin"})
@Produces(MediaType.APPLICATION_JSON)
public class UsageFileResource {

    /** Some 30,000 records, and below what the server's listener takes at all. Larger files come by the inbox. */
    private static final long MAX_UPLOAD_BYTES = 2_000_000;

    private static final int BUFFER = 1 << 16;

    @EJB
    private UsageFiles files;

    @EJB
    private UsageFileIntake intake;

    @EJB
    private UsageLayoutFiles layouts;

    @EJB
    private UsageSuspense suspense;

    @Inject
    private Clock clock;

    @Context
    private UriInfo uri;

    @Context
    private HttpHeaders headers;

    @Inject
    private Caller caller;

    /** Newest first. @return 200 all, 206 a part, 400 naming the parameter, 416 past the end */
    @GET
    public Response list() {
        PageRange range = PageRange.of(uri.getQueryParameters());
        Page<UsageFile> page = files.list(range.offset(), range.limit());
        return range.answer(page, UsageFileView::of, uri.getRequestUri());
    }

    /** @return 200; 404 */
    @GET
    @Path("{id: [0-9]{1,18}}")
    public String find(@PathParam("id") long id) {
        return ResourceJson.write(UsageFileView.of(
                files.find(id).orElseThrow(() -> TmfRefusal.notFound("usage file", Long.toString(id)))));
    }

    /**
     * The records of a file that people refused, by source and sequence: with {@code /billing/v1/usage-rejects} they are the rejected ones of its
     * counts.
     *
     * @return 200 all, 206 a part, 400 naming the parameter, 416 past the end
     */
    @GET
    @Path("{id: [0-9]{1,18}}/refusals")
    public Response refusals(@PathParam("id") long id) {
        PageRange range = PageRange.of(uri.getQueryParameters());
        Page<RefusedUsage> page = suspense.refused(id, range.offset(), range.limit());
        return range.answer(page, RefusedUsageView::of, uri.getRequestUri());
    }

    /**
     * Takes a file in and answers with what became of its lines. The same bytes again answer with the first file and charge nothing,
     * unless nothing of them was a record and they come with another layout.
     *
     * @param name   decides the source of the records where the layout does not, see {@link UsageFile#sourceOf}: those of one source are told
     *               apart by their sequence, so that uploads without a name continue each other's sequence
     * @param layout how it is written, of the layouts of the catalogue's folder; without it the house's own, {@link UsageLayout#HOUSE}
     * @return 201; 200 when the same bytes had been delivered before; 400 INVALID_NAME, UNKNOWN_LAYOUT or NOT_A_USAGE_FILE; 413
     */
    @POST
    @Consumes({"text/csv", "text/plain"})
    public Response take(
            @QueryParam("name") @DefaultValue("upload.csv") String name,
            @QueryParam("layout") @DefaultValue("dialtone-csv") String layout,
            InputStream body)
            throws IOException {
        if (headers.getLength() > MAX_UPLOAD_BYTES) {
            throw tooLarge(); // before the listener breaks the reading off
        }
        if (!UsageFile.isName(name)) {
            throw TmfRefusal.at(
                    "name", "INVALID_NAME", "A name has 1 to 100 letters, digits, dots, dashes and underscores.");
        }
        UsageLayout written = layouts.current()
                .named(layout)
                .orElseThrow(() -> TmfRefusal.at(
                        "layout",
                        "UNKNOWN_LAYOUT",
                        "Layouts are " + layouts.current().names() + "."));
        Instant begun = clock.instant();
        UsageFile file = takeCopy(name, written, body);
        if (file.state() == UsageFile.State.REFUSED) {
            throw TmfRefusal.of(Status.BAD_REQUEST, "NOT_A_USAGE_FILE", file.failure() + ".");
        }
        return Response.status(file.receivedAt().isBefore(begun) ? Status.OK : Status.CREATED)
                .location(uri.getAbsolutePathBuilder()
                        .path(Long.toString(file.id()))
                        .build())
                .entity(ResourceJson.write(UsageFileView.of(file)))
                .build();
    }

    /** A body can be read once, and a file is read twice: for its checksum and for its records. */
    private UsageFile takeCopy(String name, UsageLayout layout, InputStream body) throws IOException {
        java.nio.file.Path folder = Files.createDirectories(Settings.data().resolve("usage-upload"));
        java.nio.file.Path copy = Files.createTempFile(folder, "upload-", ".csv");
        try {
            copy(body, copy);
            return intake.take(copy, name, new Delivery(UsageChannel.REST, caller.login()), layout);
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    private static void copy(InputStream body, java.nio.file.Path into) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long size = 0;
        try (OutputStream out = Files.newOutputStream(into)) {
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                size += read;
                if (size > MAX_UPLOAD_BYTES) {
                    throw tooLarge();
                }
                out.write(buffer, 0, read);
            }
        }
    }

    private static TmfRefusal tooLarge() {
        return TmfRefusal.of(
                Status.REQUEST_ENTITY_TOO_LARGE,
                "FILE_TOO_LARGE",
                "An upload has at most " + MAX_UPLOAD_BYTES + " bytes; larger files come by the inbox.");
    }
}
