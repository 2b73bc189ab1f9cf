"""The words of the bank for machines: its vocabularies as SKOS, with labels in both languages.

https://www.w3.org/TR/skos-reference/
"""

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, SKOS

from kb.export.described import LICENCE
from kb.export.holdings import Holdings
from kb.records.vocabulary import Term, Vocabulary


def skos(holdings: Holdings) -> Graph:
    """Describe every vocabulary as a concept scheme, and every term as a concept with its broader one."""
    graph = Graph()
    graph.bind("skos", SKOS)
    for vocabulary in holdings.catalogue.vocabularies.values():
        _add_scheme(graph, holdings.base_url, vocabulary)
    return graph


def scheme_uri(base_url: str, vocabulary_id: str) -> URIRef:
    """Name a vocabulary on the web."""
    return URIRef(f"{base_url}/data/ordlister/{vocabulary_id}")


def _add_scheme(graph: Graph, base_url: str, vocabulary: Vocabulary) -> None:
    scheme = scheme_uri(base_url, vocabulary.id)
    graph.add((scheme, RDF.type, SKOS.ConceptScheme))
    graph.add((scheme, DCTERMS.license, URIRef(LICENCE.url)))
    for label, language in ((vocabulary.da, "da"), (vocabulary.en, "en")):
        graph.add((scheme, SKOS.prefLabel, Literal(label, language)))
        graph.add((scheme, DCTERMS.title, Literal(label, language)))
    for term in vocabulary.terms:
        _add_concept(graph, scheme, term)


def _add_concept(graph: Graph, scheme: URIRef, term: Term) -> None:
    concept = URIRef(f"{scheme}#{term.id}")
    graph.add((concept, RDF.type, SKOS.Concept))
    graph.add((concept, SKOS.inScheme, scheme))
    graph.add((concept, SKOS.notation, Literal(term.id)))
    for alias in term.aliases:
        graph.add((concept, SKOS.altLabel, Literal(alias, "da")))
    for label, definition, language in (
        (term.da, term.definition_da, "da"),
        (term.en, term.definition_en, "en"),
    ):
        graph.add((concept, SKOS.prefLabel, Literal(label, language)))
        if definition:
            graph.add((concept, SKOS.definition, Literal(definition, language)))
    if term.broader:
        graph.add((concept, SKOS.broader, URIRef(f"{scheme}#{term.broader}")))
    else:
        graph.add((concept, SKOS.topConceptOf, scheme))
        graph.add((scheme, SKOS.hasTopConcept, concept))
