"""Invented people and companies spread over every state of every lifecycle, made by the very actions that people use."""
