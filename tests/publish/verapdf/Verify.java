import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Holds every PDF in a folder to PDF/UA-1 and PDF/A-3a: one line of JSON for each file and standard. */
class Verify {
    private static final List<PDFAFlavour> STANDARDS = List.of(PDFAFlavour.PDFUA_1, PDFAFlavour.PDFA_3_A);

    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        List<Path> files;
        try (Stream<Path> found = Files.list(Path.of(arguments[0]))) {
            files = found.filter(file -> file.toString().endsWith(".pdf")).sorted().toList();
        }
        for (Path file : files) {
            try (PDFAParser parser = Foundries.defaultInstance().createParser(file.toFile());
                    PDFAValidator validator = Foundries.defaultInstance().createValidator(STANDARDS)) {
                for (ValidationResult result : validator.validateAll(parser)) {
                    say(file, result.getPDFAFlavour().getId(), result.getTotalAssertions(), failed(result));
                }
            } catch (Exception error) {
                say(file, "any", 0, Map.of("not readable", error.toString()));
            }
        }
    }

    private static Map<String, String> failed(ValidationResult result) {
        Map<String, String> failed = new TreeMap<>();
        for (TestAssertion each : result.getTestAssertions()) {
            String rule = each.getRuleId().getClause() + "-" + each.getRuleId().getTestNumber();
            failed.putIfAbsent(rule, each.getMessage() + " At " + each.getLocation().getContext());
        }
        if (!result.isCompliant()) failed.putIfAbsent("not compliant", result.getJobEndStatus().toString());
        return failed;
    }

    private static void say(Path file, String standard, int checks, Map<String, String> failed) {
        List<String> rules = new ArrayList<>();
        failed.forEach((rule, why) -> rules.add(quoted(rule) + ": " + quoted(why)));
        System.out.printf("{\"file\": %s, \"standard\": %s, \"checks\": %d, \"failed\": {%s}}%n",
                quoted(file.getFileName().toString()), quoted(standard), checks, String.join(", ", rules));
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (char letter : text.toCharArray()) {
            boolean plain = letter >= ' ' && letter < 127 && letter != '"' && letter != '\\';
            json.append(plain ? String.valueOf(letter) : String.format("\\u%04x", (int) letter));
        }
        return json.append('"').toString();
    }
}
