package dialtone.invoice.console;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.invoice.InvoiceId;
import dialtone.invoice.document.DocumentLanguage;
import dialtone.invoice.document.service.InvoiceDocuments;
import jakarta.ejb.EJB;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * {@code GET /billing/document?id=INV-000000001&format=pdf&lang=en}: an invoice or a credit note as its customer gets it, for who is signed in
 * here; the API has the same. 404 when there is none, 409 when the seller of its day is not known.
 */
@WebServlet("/billing/document")
public class DocumentSource extends HttpServlet {
    private static final long serialVersionUID = 1;

    /** The page has a style of its own, and fetches and runs nothing. */
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'";

    @EJB
    private InvoiceDocuments documents;

    @SuppressWarnings("NullAway") // the container injects
    public DocumentSource() {}

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String asked = String.valueOf(request.getParameter("id"));
        if (!asked.matches("[A-Z]{3}-[0-9]{1,12}")) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        InvoiceId id = new InvoiceId(asked);
        Optional<DocumentLanguage> language =
                Optional.ofNullable(request.getParameter("lang")).flatMap(DocumentLanguage::of);
        if ("pdf".equals(request.getParameter("format"))) {
            write(response, documents.pdf(id, language), "application/pdf");
        } else {
            String lines = request.getContextPath() + "/billing/invoice?id=" + id + "#line-";
            response.setHeader("Content-Security-Policy", POLICY);
            write(
                    response,
                    documents
                            .html(id, language, line -> lines + line)
                            .fold(
                                    page -> Outcome.accepted(page.getBytes(StandardCharsets.UTF_8)),
                                    Outcome::<byte[]>rejected),
                    "text/html;charset=UTF-8");
        }
    }

    private static void write(HttpServletResponse response, Outcome<byte[]> document, String type) throws IOException {
        switch (document) {
            case Outcome.Accepted<byte[]>(byte[] made) -> {
                response.setContentType(type);
                response.setContentLength(made.length);
                response.getOutputStream().write(made);
            }
            case Outcome.Rejected<byte[]>(List<Rejection> reasons) ->
                response.sendError(
                        reasons.getFirst().code().equals("SELLER_UNKNOWN")
                                ? HttpServletResponse.SC_CONFLICT
                                : HttpServletResponse.SC_NOT_FOUND,
                        reasons.getFirst().message());
        }
    }
}
