package dialtone.invoice.document;

import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.GregorianCalendar;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.pdfbox.pdmodel.PDDocument;

/** The PDF of a page, on A4. The same page gives the same bytes: its times are those of the invoice and not those of the making. */
public final class InvoicePdf {

    /** Liberation Sans, which the library brings for documents without fonts of their own; SIL Open Font Licence. */
    private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    /** Complains, once, that it may not unmap files; nothing here is mapped. */
    private static final Logger UNMAPPING = Logger.getLogger("org.apache.pdfbox.io.IOUtils");

    static {
        // of its rules for screens the renderer says that it leaves them out
        XRLog.listRegisteredLoggers().forEach(logger -> XRLog.setLevel(logger, Level.SEVERE));
        UNMAPPING.setLevel(Level.OFF);
    }

    private InvoicePdf() {}

    /**
     * @param xhtml without anything that would have to be fetched
     * @param on    date of the invoice
     */
    public static byte[] of(String xhtml, LocalDate on) {
        PdfRendererBuilder builder = new PdfRendererBuilder()
                .useFastMode()
                .withHtmlContent(xhtml, null)
                .useUriResolver((base, uri) -> null)
                .useFont(InvoicePdf::font, "Liberation Sans")
                .withProducer("Dialtone");
        try (PdfBoxRenderer renderer = builder.buildPdfRenderer();
                PDDocument document = renderer.createPDFKeepOpen();
                ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            GregorianCalendar created = GregorianCalendar.from(on.atStartOfDay(ZoneOffset.UTC));
            document.getDocumentInformation().setCreationDate(created);
            document.setDocumentId(on.toEpochDay());
            document.save(bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream font() {
        InputStream font = PDDocument.class.getResourceAsStream(FONT);
        if (font == null) {
            throw new IllegalStateException("There is no " + FONT);
        }
        return font;
    }
}
