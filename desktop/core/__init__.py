"""Programmes, fields, forces, passages, drafting and house style: pure, without Qt or SQL."""
