package dialtone.invoice.tmf;

import dialtone.invoice.InvoiceId;
import dialtone.invoice.document.DocumentLanguage;
import dialtone.invoice.document.service.InvoiceDocuments;
import dialtone.platform.tmf.TmfRefusal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /billing/v1/invoices/{id}.pdf} and {@code .html}: an invoice or a credit note as its customer gets it. */
@Path("/invoices/{id: [A-Z]+-[0-9]{1,12}}.{format: pdf|html}")
@RequestScoped
@RolesAllowed({"billing", "admin"})
public class InvoiceDocumentResource {

    private static final String LANG = "lang";

    /** The page has a style of its own, and fetches and runs nothing. */
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'";

    @EJB
    private InvoiceDocuments documents;

    /**
     * @param lang {@code en} or {@code de}; without it that of the customer's country
     * @return 200; 400 INVALID_LANGUAGE; 404; 409 SELLER_UNKNOWN
     */
    @GET
    public Response document(
            @PathParam("id") String id, @PathParam("format") String format, @QueryParam(LANG) @Nullable String lang) {
        Optional<DocumentLanguage> language = language(lang);
        InvoiceId invoice = new InvoiceId(id);
        return format.equals("pdf")
                ? Response.ok(TmfRefusal.unlessAccepted(documents.pdf(invoice, language)), "application/pdf")
                        .header("Content-Disposition", "inline; filename=\"" + id + ".pdf\"")
                        .build()
                : Response.ok(TmfRefusal.unlessAccepted(documents.html(invoice, language)), "text/html;charset=UTF-8")
                        .header("Content-Security-Policy", POLICY)
                        .build();
    }

    private static Optional<DocumentLanguage> language(@Nullable String lang) {
        if (lang == null) {
            return Optional.empty();
        }
        return Optional.of(DocumentLanguage.of(lang)
                .orElseThrow(() -> TmfRefusal.at(LANG, "INVALID_LANGUAGE", "Documents are written in en and de.")));
    }
}
